using BidForge.Notifications.Storage;

namespace BidForge.Notifications.Delivery;

/// <summary>The people of companies.</summary>
internal sealed class People(NotificationDb db)
{
    public async Task AddAsync(
        Guid userId, Guid companyId, string name, string email, string role, DateTimeOffset joinedAt, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch().Add(
            """
            insert into people (user_id, company_id, name, email, role, joined_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """,
            userId, companyId, name, email, role, joinedAt);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Catches up for a person whose arrival was heard of late: queues the e-mails of what happened since, and takes what happened before as read.
    /// Call after the company's row was locked by a delivery, so that no notification is under way unseen.
    /// </summary>
    public async Task CatchUpAsync(Guid userId, Guid companyId, DateTimeOffset joinedAt, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(
            """
            insert into emails (notification_id, user_id, name, address)
            select n.id, p.user_id, p.name, p.email
            from notifications n join people p on p.user_id = $1
            where n.company_id = $2 and n.mailed and n.user_id is null and n.happened_at >= $3 - $4
            on conflict do nothing
            """,
            userId, companyId, joinedAt, Post.ClockTolerance);
        batch.Add(
            """
            insert into reads (user_id, company_id, number, read_at)
            select $1, company_id, number, $3 from notifications
            where company_id = $2 and user_id is null and happened_at < $3 - $4
            on conflict do nothing
            """,
            userId, companyId, joinedAt, Post.ClockTolerance);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
