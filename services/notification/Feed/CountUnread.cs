using BidForge.Notifications.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Notifications.Feed;

internal static class CountUnread
{
    /// <summary>How many notifications the caller has not read.</summary>
    public static async Task<Ok<UnreadCount>> HandleAsync(Caller caller, NotificationDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(new UnreadCount(await db.NotificationsOf(caller).UnreadBy(caller, db).LongCountAsync(cancellationToken)));
}
