using System.Collections.Concurrent;
using StackExchange.Redis;

namespace BidForge.Gateway.Presence;

/// <summary>
/// How many different people sent a request in the last five minutes, over all gateways. Redis counts them (HyperLogLog, within 1 %), a count per minute,
/// and keeps no id; while Redis is away each gateway counts its own.
/// </summary>
internal sealed class ActiveUsers(IConnectionMultiplexer redis, TimeProvider time) : BackgroundService
{
    private const int Minutes = 5;
    private const int MostPeople = 1_000_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, long> seen = new();
    private ConcurrentDictionary<Guid, bool> unsent = new();
    private long count;

    public long Count => Interlocked.Read(ref count);

    public void Saw(Guid userId)
    {
        if (seen.Count >= MostPeople)
            return;
        seen[userId] = Minute();
        unsent[userId] = true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Interlocked.Exchange(ref count, await CountAsync());
    }

    private async Task<long> CountAsync()
    {
        var minute = Minute();
        foreach (var (user, last) in seen)
            if (last <= minute - Minutes)
                seen.TryRemove(new(user, last));
        var sending = Interlocked.Exchange(ref unsent, new());
        try
        {
            return await TogetherAsync(minute, [.. sending.Keys.Select(user => (RedisValue)user.ToByteArray())]).WaitAsync(Longest, time);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException)
        {
            return seen.Count;
        }
    }

    private async Task<long> TogetherAsync(long minute, RedisValue[] users)
    {
        var database = redis.GetDatabase();
        if (users.Length > 0)
        {
            await database.HyperLogLogAddAsync(Key(minute), users);
            await database.KeyExpireAsync(Key(minute), TimeSpan.FromMinutes(Minutes + 1));
        }
        return await database.HyperLogLogLengthAsync([.. Enumerable.Range(0, Minutes).Select(past => Key(minute - past))]);
    }

    private long Minute() => time.GetUtcNow().ToUnixTimeSeconds() / 60;

    // One hash tag, since a count over several keys needs them on one node of a cluster.
    private static RedisKey Key(long minute) => $"{{active-users}}:{minute}";
}
