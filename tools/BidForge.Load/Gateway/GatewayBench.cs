using BidForge.Load.Measuring;
using BidForge.Load.Wire;

namespace BidForge.Load.Gateway;

/// <param name="OverheadP50">Milliseconds that the gateway adds at the median.</param>
public sealed record GatewayResult(MachineFacts Machine, int Clients, LatencySummary Straight, LatencySummary ThroughGateway, double OverheadP50, IReadOnlyDictionary<string, double> Cpu);

/// <summary>The same cheap read (the list of trades, which no database is asked for) straight at its service and through the gateway, in turns, so that both see the same machine.</summary>
public static class GatewayBench
{
    private const int WarmUp = 1000;

    public static async Task<GatewayResult> RunAsync(LoadTarget target, int clients, int seconds, double loadBefore, CancellationToken ct)
    {
        var machine = await MachineFacts.ReadAsync(target, loadBefore, ct);
        await Backlog.SettleAsync(target, TimeSpan.FromSeconds(20), ct);
        var cpu = CpuSplit.Start(target);
        var pairs = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => OneAsync(target, seconds, ct), ct)));
        var (straight, through) = (Latencies.Summarize(pairs.Select(pair => pair.Straight)), Latencies.Summarize(pairs.Select(pair => pair.Through)));
        return new(machine, clients, straight, through, Math.Round(through.P50 - straight.P50, 3), cpu.Stop());
    }

    private static async Task<(Latencies Straight, Latencies Through)> OneAsync(LoadTarget target, int seconds, CancellationToken ct)
    {
        var request = WireRequest.Get("/trades", null);
        using var straight = await WireConnection.OpenAsync(target.Projects, ct);
        using var through = await WireConnection.OpenAsync(target.Gateway, ct);
        var (first, second) = (new Latencies(), new Latencies());
        for (var number = 0; number < WarmUp; number++)
        {
            await TimeAsync(straight, request, ct);
            await TimeAsync(through, request, ct);
        }
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds)
        {
            first.Add(await TimeAsync(straight, request, ct));
            second.Add(await TimeAsync(through, request, ct));
        }
        return (first, second);
    }

    private static async Task<long> TimeAsync(WireConnection connection, byte[] request, CancellationToken ct)
    {
        var sent = TimeProvider.System.GetTimestamp();
        var answer = await connection.SendAsync(request, ct);
        return answer.Status is 200 ? TimeProvider.System.GetTimestamp() - sent : throw new LoadFailure($"GET /trades was answered {answer.Status}.");
    }
}
