using System.Text.Json;
using BidForge.Notifications.Storage;

namespace BidForge.Notifications.Delivery;

/// <summary>
/// Who hears of what happens to a package. News and joinings of one package are handled one after the other (the package's row is locked),
/// and each looks for what the other left, so the order in which their events arrive does not matter.
/// Call before <see cref="Post"/>: packages are locked before companies.
/// </summary>
internal sealed class Audience(NotificationDb db)
{
    /// <summary>A company was invited, asked or bid. Returns what it should have heard since then.</summary>
    public async Task<IReadOnlyList<Parcel>> JoinAsync(Guid packageId, Guid companyId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await LockAsync([packageId], cancellationToken);
        await using var batch = db.Batch();
        batch.Add(
            """
            insert into audience as a (package_id, company_id, since) values ($1, $2, $3)
            on conflict (package_id, company_id) do update set since = least(a.since, excluded.since)
            """,
            packageId, companyId, since);
        batch.Add("select note from news where package_id = $1 and happened_at + $3 >= $2 order by happened_at", packageId, since, Post.ClockTolerance);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var missed = new List<Parcel>();
        while (await rows.ReadAsync(cancellationToken))
            missed.Add(JsonSerializer.Deserialize<Note>(rows.GetString(0))!.To(companyId));
        return missed;
    }

    /// <summary>Something happened to packages. Returns the note addressed to each company that had joined by then; those whose joining arrives later get it then.</summary>
    public async Task<IReadOnlyList<Parcel>> TellAsync(IReadOnlyCollection<Guid> packageIds, Note note, CancellationToken cancellationToken)
    {
        await LockAsync(packageIds, cancellationToken);
        await using var batch = db.Batch();
        batch.Add(
            "insert into news (package_id, source, happened_at, note) select p, $2, $3, $4::jsonb from unnest($1) p on conflict do nothing",
            packageIds.ToList(), note.Source, note.HappenedAt, JsonSerializer.Serialize(note));
        batch.Add("select distinct company_id from audience where package_id = any($1) and since <= $2", packageIds.ToList(), note.HappenedAt + Post.ClockTolerance);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var parcels = new List<Parcel>();
        while (await rows.ReadAsync(cancellationToken))
            parcels.Add(note.To(rows.GetGuid(0)));
        return parcels;
    }

    private async Task LockAsync(IReadOnlyCollection<Guid> packageIds, CancellationToken cancellationToken)
    {
        var ordered = packageIds.Distinct().Order().ToList();
        await using var batch = db.Batch();
        batch.Add("insert into packages (package_id) select p from unnest($1) p order by p on conflict do nothing", ordered);
        batch.Add("select 1 from packages where package_id = any($1) order by package_id for update", ordered);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
