using System.Globalization;
using BidForge.Contracts;

namespace BidForge.Notifications.Tests;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LatencyTests(NotificationSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_bus_to_the_stream_takes_less_than_fifty_milliseconds_at_the_median()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        using var stream = await EventStream.OpenAsync(sub, 1, "0", Cancel);
        await stream.TakeAsync(1, Cancel);
        await using var events = stream.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await system.PublishAsync(new Staged(Guid.NewGuid()).Submitted(sub.Id, Guid.CreateVersion7()));
            await events.MoveNextAsync();
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p50 {times[30]:0.0} ms, p95 {times[57]:0.0} ms"));
        Assert.True(times[30] <= 50, $"The median was {times[30]:0} ms.");
    }
}
