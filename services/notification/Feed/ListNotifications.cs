using BidForge.Notifications.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Notifications.Feed;

internal static class ListNotifications
{
    /// <summary>What the caller's company was told, newest first. <c>unread=true</c> leaves out what the caller has read.</summary>
    public static async Task<Results<Ok<Page<NotificationView>>, ProblemHttpResult>> HandleAsync(
        bool? unread, string? cursor, int? limit, Caller caller, NotificationDb db, CancellationToken cancellationToken)
    {
        var pageSize = limit ?? Cursor.DefaultLimit;
        var errors = new FieldErrors().InRange("limit", pageSize, 1, Cursor.MaximumLimit);
        if (!Cursor.TryRead<long?>(cursor, out var before))
            errors.Add("cursor", "Is not a cursor of this list.");
        if (errors.Any)
            return errors.ToProblem();

        var notifications = db.NotificationsOf(caller);
        if (unread is true)
            notifications = notifications.UnreadBy(caller, db);
        if (before is not null)
            notifications = notifications.Where(n => n.Number < before);
        var rows = await notifications
            .OrderByDescending(n => n.Number)
            .Take(pageSize + 1)
            .Select(n => new
            {
                Notification = n,
                ReadAt = db.Reads
                    .Where(r => r.UserId == caller.UserId && r.CompanyId == n.CompanyId && r.Number == n.Number)
                    .Select(r => (DateTimeOffset?)r.ReadAt)
                    .FirstOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<NotificationView>.Of(rows, pageSize, row => NotificationView.Of(row.Notification, row.ReadAt), row => row.Notification.Number));
    }
}
