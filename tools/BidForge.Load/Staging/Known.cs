using Npgsql;

namespace BidForge.Load.Staging;

/// <summary>Terms travel by events: waits until every package is known, published, on its shard.</summary>
internal static class Known
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task WaitAsync(LoadTarget target, IReadOnlyList<Lot> lots, CancellationToken ct)
    {
        var giveUp = TimeProvider.System.GetUtcNow() + Patience;
        var ids = lots.Select(lot => lot.Id).ToArray();
        while (await CountAsync(target, ids, ct) is var known && known < lots.Count)
        {
            if (TimeProvider.System.GetUtcNow() > giveUp)
                throw new LoadFailure($"Only {known} of {lots.Count} packages have reached the bid service after {Patience.TotalSeconds:0} s.");
            await Task.Delay(100, ct);
        }
    }

    private static async Task<long> CountAsync(LoadTarget target, Guid[] ids, CancellationToken ct)
    {
        var known = 0L;
        foreach (var name in target.Shards)
        {
            await using var shard = NpgsqlDataSource.Create(target.Databases[name]);
            await using var count = shard.CreateCommand("select count(*) from package_terms where package_id = any ($1) and status = 'published'");
            count.Parameters.Add(new() { Value = ids });
            known += (long)(await count.ExecuteScalarAsync(ct))!;
        }
        return known;
    }
}
