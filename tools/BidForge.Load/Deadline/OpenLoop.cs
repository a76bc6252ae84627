using System.Threading.Channels;
using BidForge.Demo.Api;
using BidForge.Load.Measuring;
using BidForge.Load.Staging;
using BidForge.Load.Wire;

namespace BidForge.Load.Deadline;

/// <summary>A bid as it was sent and answered.</summary>
/// <param name="Status">Of the answer; 0 when there was none.</param>
internal sealed record Sent(long Number, double IntendedAt, long Ticks, int Status, string Code, Guid BidId, decimal Total, DateTimeOffset AcceptedAt);

/// <summary>
/// Open model: each bid has its time, and is sent then, also when earlier ones are still under way. Latency counts from that time, so that a server
/// which falls behind is charged with the wait of all whom it keeps waiting.
/// </summary>
internal sealed class OpenLoop(Arena arena, Uri address, int connections)
{
    public async Task<IReadOnlyList<Sent>> RunAsync(double[] plan, DateTimeOffset firstAt, CancellationToken ct)
    {
        var due = Channel.CreateUnbounded<(long Number, long Intended)>();
        var senders = Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(due.Reader, plan, ct), ct)).ToList();
        var wait = firstAt - TimeProvider.System.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, ct);
        var started = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var next = 0L; next < plan.Length; await tick.WaitForNextTickAsync(ct))
            for (var now = TimeProvider.System.GetTimestamp(); next < plan.Length && started + Ticks(plan[next]) is var intended && intended <= now; next++)
                due.Writer.TryWrite((next, intended));
        due.Writer.Complete();
        return [.. (await Task.WhenAll(senders)).SelectMany(part => part)];
    }

    private async Task<List<Sent>> SendAsync(ChannelReader<(long Number, long Intended)> due, double[] plan, CancellationToken ct)
    {
        var sent = new List<Sent>();
        using var connection = await WireConnection.OpenAsync(address, ct);
        await foreach (var (number, intended) in due.ReadAllAsync(ct))
        {
            var (bidder, lot) = arena.Pair(number);
            var price = Price(number);
            var answer = await connection.SendAsync(
                WireRequest.Write("POST", $"/packages/{lot.Id}/bids", bidder.Token, Guid.NewGuid().ToString(), null, lot.Bid.At(price)), ct);
            sent.Add(Read(number, plan[number], TimeProvider.System.GetTimestamp() - intended, answer));
        }
        return sent;
    }

    /// <summary>Tells bids apart, so that a mix-up shows in the totals.</summary>
    public static decimal Price(long number) => 10m + number % 9000 / 100m;

    private static Sent Read(long number, double at, long ticks, WireAnswer answer)
    {
        if (!answer.IsSuccess)
            return new(number, at, ticks, answer.Status, answer.Code(), Guid.Empty, 0, default);
        var body = answer.Json();
        var bid = body.Get("bid");
        return new(number, at, ticks, answer.Status, "", bid.Id(), bid.Money("total"), body.Time("acceptedAt"));
    }

    private static long Ticks(double seconds) => (long)(seconds * TimeProvider.System.TimestampFrequency);
}
