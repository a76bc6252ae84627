namespace BidForge.Demo.Acts;

/// <summary>What the acts share: who is on stage, the clock, and work side by side with progress.</summary>
internal sealed class Act(World world, HttpClient http, TimeProvider time, IDemoLog log)
{
    /// <summary>As many calls at once as a small machine serves without queueing.</summary>
    private const int SideBySide = 8;

    public World World { get; } = world;

    public HttpClient Http { get; } = http;

    public TimeProvider Time { get; } = time;

    public IDemoLog Log { get; } = log;

    public async Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> work, CancellationToken ct)
    {
        var all = items.ToList();
        var done = 0;
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct }, async (item, token) =>
        {
            await work(item, token);
            Log.Progress(Interlocked.Increment(ref done), all.Count);
        });
    }

    /// <summary>Asks again until <paramref name="holds"/> is null: events need a moment. After four minutes the last complaint is the failure.</summary>
    public async Task UntilAsync(Func<CancellationToken, Task<string?>> holds, CancellationToken ct)
    {
        var giveUp = Time.GetUtcNow().AddMinutes(4);
        while (await holds(ct) is { } complaint)
        {
            if (Time.GetUtcNow() > giveUp)
                throw new DemoFailure(complaint);
            await Task.Delay(TimeSpan.FromMilliseconds(250), Time, ct);
        }
    }
}
