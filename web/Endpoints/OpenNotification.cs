using BidForge.Web.Api;
using BidForge.Web.Text;

namespace BidForge.Web.Endpoints;

/// <summary>Following a notification marks it as read. Doing so twice, or by a prefetch, changes nothing that matters.</summary>
internal static class OpenNotification
{
    public static void MapOpenNotification(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/notifications/{id:guid}/open", HandleAsync).RequireAuthorization();

    private static async Task<IResult> HandleAsync(Guid id, string? to, NotificationApi notifications, CancellationToken cancellationToken)
    {
        try
        {
            await notifications.ReadAsync(id, cancellationToken);
        }
        catch (ApiException refusal) when (!refusal.Unauthorized)
        {
            // The page it leads to matters more than the mark.
        }

        return Results.LocalRedirect(SiteLink.Of(to));
    }
}
