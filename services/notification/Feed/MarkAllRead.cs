using BidForge.Notifications.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Notifications.Feed;

internal static class MarkAllRead
{
    /// <summary>Marks everything that the company has been told so far as read by the caller.</summary>
    public static async Task<NoContent> HandleAsync(Caller caller, NotificationDb db, CancellationToken cancellationToken)
    {
        // One statement, one snapshot: what is committed while it runs has a greater number and stays unread.
        await db.Database.ExecuteSqlAsync(
            $"""
            with seen as (
                select coalesce(max(number), 0) as last from notifications where company_id = {caller.CompanyId}
            ), mark as (
                insert into read_marks as m (user_id, company_id, number) select {caller.UserId}, {caller.CompanyId}, last from seen
                on conflict (user_id, company_id) do update set number = greatest(m.number, excluded.number)
            )
            insert into reads (user_id, company_id, number, read_at)
            select {caller.UserId}, n.company_id, n.number, clock_timestamp()
            from notifications n
            where n.company_id = {caller.CompanyId} and (n.user_id is null or n.user_id = {caller.UserId})
              and n.number > coalesce((select number from read_marks where user_id = {caller.UserId} and company_id = {caller.CompanyId}), 0)
            on conflict do nothing
            """,
            cancellationToken);
        return TypedResults.NoContent();
    }
}
