using BidForge.Notifications.Storage;

namespace BidForge.Notifications.Delivery;

/// <summary>
/// Delivers parcels in the transaction of the event: stored under the company's next number, queued as e-mail for the people known by now,
/// announced to the live streams of every replica when it commits.
/// </summary>
internal sealed class Post(NotificationDb db, NotificationMetrics metrics, TimeProvider time)
{
    /// <summary>Clocks of two services may differ by this much when "joined before it happened" is judged.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    public async Task SendAsync(IEnumerable<Parcel> parcels, CancellationToken cancellationToken)
    {
        var wanted = parcels.DistinctBy(parcel => (parcel.CompanyId, parcel.Note.Source)).ToList();
        if (wanted.Count is 0)
            return;
        var told = await ToldAsync(wanted, cancellationToken);
        var fresh = wanted.Where(parcel => !told.Contains((parcel.CompanyId, parcel.Note.Source))).ToList();
        if (fresh.Count is 0)
            return;
        var numbers = await CountUpAsync(fresh, cancellationToken);
        await StoreAsync(fresh, numbers, cancellationToken);
        foreach (var parcel in fresh)
            metrics.Delivered(time.GetUtcNow() - parcel.Note.HappenedAt);
    }

    private async Task<HashSet<(Guid, string)>> ToldAsync(List<Parcel> parcels, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch().Add(
            "select company_id, source from notifications where (company_id, source) in (select * from unnest($1, $2))",
            parcels.ConvertAll(p => p.CompanyId), parcels.ConvertAll(p => p.Note.Source));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var told = new HashSet<(Guid, string)>();
        while (await rows.ReadAsync(cancellationToken))
            told.Add((rows.GetGuid(0), rows.GetString(1)));
        return told;
    }

    /// <summary>Takes each company's row lock, in the order of ids so that two deliveries never wait for each other in a circle.</summary>
    private async Task<Dictionary<Guid, long>> CountUpAsync(List<Parcel> parcels, CancellationToken cancellationToken)
    {
        var companies = parcels.CountBy(parcel => parcel.CompanyId).ToList();
        await using var batch = db.Batch().Add(
            """
            insert into company_sequences as s (company_id, last) select * from unnest($1, $2) as c (company_id, count) order by company_id
            on conflict (company_id) do update set last = s.last + excluded.last
            returning company_id, last
            """,
            companies.ConvertAll(c => c.Key), companies.ConvertAll(c => (long)c.Value));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var counts = companies.ToDictionary();
        var next = new Dictionary<Guid, long>();
        while (await rows.ReadAsync(cancellationToken))
            next[rows.GetGuid(0)] = rows.GetInt64(1) - counts[rows.GetGuid(0)] + 1;
        return next;
    }

    private async Task StoreAsync(List<Parcel> parcels, Dictionary<Guid, long> next, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ids = parcels.ConvertAll(_ => Guid.CreateVersion7(now));
        await using var batch = db.Batch();
        batch.Add(
            """
            insert into notifications (company_id, number, id, user_id, source, kind, title, body, link, package_id, project_id, bid_id, mailed, happened_at, traceparent)
            select *, $15::text from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict do nothing
            """,
            parcels.ConvertAll(p => p.CompanyId), parcels.ConvertAll(p => next[p.CompanyId]++), ids, parcels.ConvertAll(p => p.UserId),
            parcels.ConvertAll(p => p.Note.Source), parcels.ConvertAll(p => p.Note.Kind), parcels.ConvertAll(p => p.Note.Title),
            parcels.ConvertAll(p => p.Note.Body), parcels.ConvertAll(p => p.Note.Link), parcels.ConvertAll(p => p.Note.PackageId),
            parcels.ConvertAll(p => p.Note.ProjectId), parcels.ConvertAll(p => p.Note.BidId),
            parcels.ConvertAll(p => Kinds.IsMailed(p.Note.Kind)), parcels.ConvertAll(p => p.Note.HappenedAt.ToUniversalTime()), (object?)DeliveryActivity.TraceParent ?? DBNull.Value);
        batch.Add(
            """
            insert into emails (notification_id, user_id, name, address)
            select n.id, p.user_id, p.name, p.email
            from notifications n join people p on p.company_id = n.company_id
            where n.id = any($1) and n.mailed and (n.user_id is null or n.user_id = p.user_id) and p.joined_at <= n.happened_at + $2
            on conflict do nothing
            """,
            ids, ClockTolerance);
        batch.Add($"select pg_notify('{Live.Listener.Channel}', c::text) from unnest($1) c", next.Keys.ToList());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
