using BidForge.Demo.Api;
using Npgsql;

namespace BidForge.Load.Staging;

/// <summary>A company with its signed-in owner.</summary>
internal sealed record Trader(Guid CompanyId, string Name, string Email, string Token, ApiClient Api);

/// <summary>A package that takes bids, and what a correct bid on it looks like.</summary>
internal sealed record Lot(Guid Id, Trader Contractor, DateTimeOffset DueAt, BidTemplate Bid);

/// <summary>Contractors with a project each, and bidders.</summary>
internal sealed record People(IReadOnlyList<Trader> Contractors, IReadOnlyList<Trader> Bidders);

/// <summary>Bidders and public packages, made through the gateway, and known to the bid service. Every bidder can bid once on every package.</summary>
internal sealed record Arena(IReadOnlyList<Trader> Bidders, IReadOnlyList<Lot> Lots)
{
    private const int AtOnce = 12;

    /// <summary>How many submits there is room for.</summary>
    public long Capacity => (long)Bidders.Count * Lots.Count;

    /// <summary>The nth bid: neighbours in time go to different packages.</summary>
    public (Trader Bidder, Lot Lot) Pair(long number) =>
        number < Capacity ? (Bidders[(int)(number / Lots.Count)], Lots[(int)(number % Lots.Count)]) : throw new LoadFailure("There is no room for more bids.");

    /// <param name="target">The running system.</param>
    /// <param name="bidders">How many subcontractors register.</param>
    /// <param name="shard">Contractors on this shard only; null for any.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<People> RegisterAsync(LoadTarget target, int bidders, string? shard, CancellationToken ct)
    {
        var contractors = await ContractorsAsync(target, shard, ct);
        var traders = new Trader[bidders];
        await Parallel.ForAsync(0, bidders, Limit(ct), async (number, token) => traders[number] = await Registration.RegisterAsync(target.Gateway, "subcontractor", token));
        return new(contractors, traders);
    }

    /// <summary>Posts packages that are all due at one time, and waits until the bid service knows them.</summary>
    public static async Task<Arena> PostAsync(LoadTarget target, People people, int lots, DateTimeOffset dueAt, CancellationToken ct)
    {
        var contractors = people.Contractors;
        var projects = new Guid[contractors.Count];
        for (var number = 0; number < contractors.Count; number++)
            projects[number] = await Posting.ProjectAsync(contractors[number], ct);
        var posted = new Lot[lots];
        await Parallel.ForAsync(0, lots, Limit(ct), async (number, token) =>
            posted[number] = await Posting.PackageAsync(contractors[number % contractors.Count], projects[number % contractors.Count], dueAt, token));
        for (var number = 0; number < contractors.Count; number++)
            await contractors[number].Api.PostAsync($"/projects/{projects[number]}/publish", null, ct);
        await Known.WaitAsync(target, posted, ct);
        return new(people.Bidders, posted);
    }

    /// <summary>Packages due <paramref name="load"/> after they are ready: where a slow machine needs longer to get them ready, posts others with more time.</summary>
    /// <returns>The packages, and when the load has to begin.</returns>
    public static async Task<(Arena Arena, DateTimeOffset Begin)> PostInTimeAsync(LoadTarget target, People people, int lots, TimeSpan load, CancellationToken ct)
    {
        for (var ready = TimeSpan.FromSeconds(5 + lots / 50.0); ready < TimeSpan.FromMinutes(5); ready *= 2)
        {
            var begin = TimeProvider.System.GetUtcNow() + ready;
            var arena = await PostAsync(target, people, lots, begin + load, ct);
            if (TimeProvider.System.GetUtcNow() < begin)
                return (arena, begin);
        }
        throw new LoadFailure("This machine is too slow to post the packages before they are due.");
    }

    private static ParallelOptions Limit(CancellationToken ct) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };

    /// <summary>Four, in four slots; registers until enough of them live where they should.</summary>
    private static async Task<IReadOnlyList<Trader>> ContractorsAsync(LoadTarget target, string? shard, CancellationToken ct)
    {
        var found = new List<Trader>();
        while (found.Count < 4)
        {
            var trader = await Registration.RegisterAsync(target.Gateway, "contractor", ct);
            if (shard is null || await ShardOfAsync(target, trader.CompanyId, ct) == shard)
                found.Add(trader);
        }
        return found;
    }

    private static async Task<string?> ShardOfAsync(LoadTarget target, Guid company, CancellationToken ct)
    {
        await using var shard = NpgsqlDataSource.Create(target.Databases[target.Shards[0]]);
        await using var ask = shard.CreateCommand("select bidforge_slot($1)");
        ask.Parameters.Add(new() { Value = company });
        var slot = (short)(await ask.ExecuteScalarAsync(ct))!;
        await using var catalog = NpgsqlDataSource.Create(target.Databases["bidcatalog"]);
        await using var find = catalog.CreateCommand("select shard from slot_map where slot = $1");
        find.Parameters.Add(new() { Value = slot });
        return (string?)await find.ExecuteScalarAsync(ct);
    }
}
