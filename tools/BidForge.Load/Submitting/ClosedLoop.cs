using BidForge.Load.Measuring;
using BidForge.Load.Staging;
using BidForge.Load.Wire;

namespace BidForge.Load.Submitting;

/// <summary>So many clients, each with one connection, each sending its next bid when the last one was answered.</summary>
internal sealed class ClosedLoop(Arena arena)
{
    private long next = -1;

    /// <summary>How many bids have been used up; each pair of bidder and package is good for one.</summary>
    public long Used => Interlocked.Read(ref next) + 1;

    /// <param name="address">Where all clients connect to.</param>
    /// <param name="clients">How many at once.</param>
    /// <param name="time">For how long.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="LoadFailure">A bid was not accepted.</exception>
    public async Task<(LatencySummary Latency, double PerSecond)> RunAsync(Uri address, int clients, TimeSpan time, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        var end = started + (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);
        var parts = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => OneAsync(address, end, ct), ct)));
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        var summary = Latencies.Summarize(parts);
        return (summary, Math.Round(summary.Count / elapsed.TotalSeconds, 1));
    }

    private async Task<Latencies> OneAsync(Uri address, long end, CancellationToken ct)
    {
        var latencies = new Latencies();
        using var connection = await WireConnection.OpenAsync(address, ct);
        while (TimeProvider.System.GetTimestamp() is var sent && sent < end && Interlocked.Increment(ref next) is var number && number < arena.Capacity)
        {
            var (bidder, lot) = arena.Pair(number);
            var request = WireRequest.Write("POST", $"/packages/{lot.Id}/bids", bidder.Token, Guid.NewGuid().ToString(), null, lot.Bid.At(12.3456m));
            var answer = await connection.SendAsync(request, ct);
            if (answer.Status is not 201)
                throw new LoadFailure($"A bid was answered {answer.Status}: {System.Text.Encoding.UTF8.GetString(answer.Body.Span)}");
            latencies.Add(TimeProvider.System.GetTimestamp() - sent);
        }
        return latencies;
    }
}
