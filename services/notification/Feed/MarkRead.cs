using BidForge.Notifications.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Notifications.Feed;

internal static class MarkRead
{
    /// <summary>Marks one notification as read by the caller; the first time counts. 404 <c>notification.not-found</c> when it is not the caller's.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, NotificationDb db, CancellationToken cancellationToken)
    {
        var number = await db.NotificationsOf(caller).Where(n => n.Id == id).Select(n => (long?)n.Number).SingleOrDefaultAsync(cancellationToken);
        if (number is null)
            return Problem.NotFound("notification.not-found", "notification");
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into reads (user_id, company_id, number, read_at) values ({caller.UserId}, {caller.CompanyId}, {number}, clock_timestamp())
            on conflict do nothing
            """,
            cancellationToken);
        return TypedResults.NoContent();
    }
}
