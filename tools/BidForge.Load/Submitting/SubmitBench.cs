using BidForge.Load.Measuring;
using BidForge.Load.Staging;
using Npgsql;

namespace BidForge.Load.Submitting;

/// <param name="Where">gateway, service or pgbench.</param>
/// <param name="Latency">null for pgbench, which tells the mean only.</param>
/// <param name="Cpu">Processor seconds per resource.</param>
/// <param name="Waiting">Events in the outboxes at the end.</param>
public sealed record SubmitRun(
    string Where, int Clients, double PerSecond, double MeanMilliseconds, LatencySummary? Latency, IReadOnlyDictionary<string, double> Cpu, double Seconds, long Waiting);

/// <summary>Submits per second as a part of what pgbench reached with as many clients.</summary>
public sealed record SubmitRatio(int Clients, double Gateway, double Service);

public sealed record SubmitResult(MachineFacts Machine, IReadOnlyList<SubmitRun> Runs, IReadOnlyList<SubmitRatio> Ratios);

/// <summary>
/// Closed loop: each client sends a bid when the last one was answered. Through the gateway, straight at the bid service, and by pgbench with the same SQL on the same
/// server, one after the other for each number of clients. The rest of the system works in all three: it publishes and handles the bids' events.
/// </summary>
public static class SubmitBench
{
    private const int Lots = 500;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(8);

    public static async Task<SubmitResult> RunAsync(
        LoadTarget target, IReadOnlyList<int> clients, int seconds, double loadBefore, Action<string> say, CancellationToken ct)
    {
        var machine = await MachineFacts.ReadAsync(target, loadBefore, ct);
        var server = target.Shards[^1];
        say("Companies register, packages are posted");
        var people = await Arena.RegisterAsync(target, Bidders(clients, seconds), server, ct);
        var arena = await Arena.PostAsync(target, people, Lots, TimeProvider.System.GetUtcNow().AddHours(6), ct);
        var loop = new ClosedLoop(arena);
        foreach (var address in new[] { target.Gateway, target.Bids[0] })
            await loop.RunAsync(address, 8, WarmUp, ct);

        await using var shard = NpgsqlDataSource.Create(target.Databases[server]);
        var script = await PgbenchScript.WriteAsync(shard, arena.Lots, ct);
        var runs = new List<SubmitRun>();
        foreach (var count in clients)
        {
            runs.Add(await MeasureAsync(target, "gateway", count, () => HttpAsync(loop, target.Gateway, count, seconds, ct), say, ct));
            runs.Add(await MeasureAsync(target, "service", count, () => HttpAsync(loop, target.Bids[0], count, seconds, ct), say, ct));
            runs.Add(await MeasureAsync(target, "pgbench", count, () => SqlAsync(target.Databases[server], shard, script, count, seconds, ct), say, ct));
        }
        return new(machine, runs, [.. clients.Select(count => Ratio(runs, count))]);
    }

    /// <summary>Room for what a fast machine may do in the time.</summary>
    private static int Bidders(IReadOnlyList<int> clients, int seconds) => Math.Clamp(((clients.Count * 2 * seconds) + 6) * 2500 / Lots, 64, 600);

    private static SubmitRatio Ratio(List<SubmitRun> runs, int clients)
    {
        double Of(string where) => runs.Single(run => run.Where == where && run.Clients == clients).PerSecond;
        return new(clients, Math.Round(Of("gateway") / Of("pgbench"), 3), Math.Round(Of("service") / Of("pgbench"), 3));
    }

    private static async Task<SubmitRun> MeasureAsync(
        LoadTarget target, string where, int clients, Func<Task<(double PerSecond, double Mean, LatencySummary? Latency)>> run, Action<string> say, CancellationToken ct)
    {
        await Backlog.SettleAsync(target, Rest, ct);
        var cpu = CpuSplit.Start(target);
        var started = TimeProvider.System.GetTimestamp();
        var (perSecond, mean, latency) = await run();
        var seconds = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 2);
        var measured = new SubmitRun(where, clients, perSecond, mean, latency, cpu.Stop(), seconds, await Backlog.CountAsync(target, ct));
        say(FormattableString.Invariant($"{where,-8} {clients,3} clients: {perSecond,7:0} bids/s, mean {mean:0.00} ms{(latency is null ? "" : FormattableString.Invariant($", p99 {latency.P99:0.0} ms"))}"));
        return measured;
    }

    private static async Task<(double, double, LatencySummary?)> HttpAsync(ClosedLoop loop, Uri address, int clients, int seconds, CancellationToken ct)
    {
        var (latency, perSecond) = await loop.RunAsync(address, clients, TimeSpan.FromSeconds(seconds), ct);
        return (perSecond, latency.Mean, latency);
    }

    private static async Task<(double, double, LatencySummary?)> SqlAsync(
        string connection, NpgsqlDataSource shard, string script, int clients, int seconds, CancellationToken ct)
    {
        var before = await BidsAsync(shard, ct);
        var (perSecond, mean, count) = await Pgbench.RunAsync(connection, script, clients, seconds, ct);
        // pgbench counts refusals too: what it wrote must be there.
        var written = await BidsAsync(shard, ct) - before;
        if (written < 0.95 * count)
            throw new LoadFailure(FormattableString.Invariant($"pgbench says {count:0} bids, but only {written} were written."));
        return (Math.Round(perSecond, 1), mean, null);
    }

    private static async Task<long> BidsAsync(NpgsqlDataSource shard, CancellationToken ct)
    {
        await using var count = shard.CreateCommand("select count(*) from bids");
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }
}
