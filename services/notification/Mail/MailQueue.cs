using BidForge.Notifications.Storage;
using Npgsql;

namespace BidForge.Notifications.Mail;

/// <summary>
/// The table of e-mails to send. A replica takes a few on for some minutes; if it dies with them, another takes them on after that.
/// So each is sent once, and twice only by a process that died between the server's yes and writing it down: then with the same Message-ID.
/// </summary>
internal sealed class MailQueue(NpgsqlDataSource database)
{
    /// <summary>Longer than <see cref="BatchSize"/> e-mails can take at the longest time-out.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(6);

    public const int BatchSize = 5;

    public async Task<IReadOnlyList<QueuedMail>> TakeAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with due as materialized (
                select id from emails where sent_at is null and failed_at is null and next_attempt_at <= now()
                order by next_attempt_at limit $1 for update skip locked
            ), taken as (
                update emails e set attempts = attempts + 1, next_attempt_at = clock_timestamp() + $2 from due where e.id = due.id returning e.*
            )
            select t.id, t.name, t.address, n.title, n.body, n.link, t.attempts, t.created_at
            from taken t join notifications n on n.id = t.notification_id
            order by n.happened_at
            """).With(BatchSize, Lease);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var mails = new List<QueuedMail>();
        while (await rows.ReadAsync(cancellationToken))
            mails.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5), rows.GetInt32(6), rows.GetFieldValue<DateTimeOffset>(7)));
        return mails;
    }

    public Task SentAsync(Guid id, CancellationToken cancellationToken) =>
        ExecuteAsync("update emails set sent_at = clock_timestamp(), reason = null where id = $1", [id], cancellationToken);

    public Task FailedAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        ExecuteAsync("update emails set failed_at = clock_timestamp(), reason = $2 where id = $1", [id, reason], cancellationToken);

    public Task LaterAsync(Guid id, TimeSpan wait, string reason, CancellationToken cancellationToken) =>
        ExecuteAsync("update emails set next_attempt_at = clock_timestamp() + $2, reason = $3 where id = $1", [id, wait, reason], cancellationToken);

    /// <summary>Gives back e-mails that were not tried.</summary>
    public Task GiveBackAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        ExecuteAsync("update emails set next_attempt_at = clock_timestamp(), attempts = attempts - 1 where id = any($1)", [ids.ToList()], cancellationToken);

    private async Task ExecuteAsync(string sql, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql).With(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
