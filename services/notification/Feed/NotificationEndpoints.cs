using BidForge.Notifications.Live;
using BidForge.Notifications.Storage;
using BidForge.Storage.Idempotency;

namespace BidForge.Notifications.Feed;

internal static class NotificationEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/notifications").WithTags("Notifications").RequireAuthorization();
        notifications.MapGet("/", ListNotifications.HandleAsync);
        notifications.MapGet("/unread-count", CountUnread.HandleAsync);
        notifications.MapGet("/stream", StreamNotifications.HandleAsync);

        // Reading is for viewers too: it changes nothing but their own marks.
        var marks = notifications.MapGroup("").WithIdempotency<RouteGroupBuilder, NotificationDb>();
        marks.MapPost("/{id:guid}/read", MarkRead.HandleAsync);
        marks.MapPost("/read-all", MarkAllRead.HandleAsync);
    }
}
