using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace BidForge.Storage.Replicas;

/// <summary>
/// Up to where the log was written or seen by whom, in Redis for all replicas of a service. A note is not needed for longer than a standby may be behind: after that, one that is
/// read has it anyway. It is kept for longer all the same: a Redis that is full lets go first of what is nearest to its end. For the same reason Redis is not believed for that long after any trouble with it, once all are connected again: what could not be noted meanwhile is on every
/// standby that is read by then.
/// </summary>
internal sealed class SeenPositions
{
    // A later position is never overwritten by an earlier one, whoever is slower.
    private const string Raise = """
        for _, key in ipairs(KEYS) do
            local held = redis.call('get', key)
            if not held or held < ARGV[1] then redis.call('set', key, ARGV[1], 'px', ARGV[2]) end
        end
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // Connections that were lost at once are made anew one after the other, tried every ten seconds at the rarest.
    private static readonly TimeSpan Reconnecting = TimeSpan.FromSeconds(10);

    private readonly IConnectionMultiplexer redis;
    private readonly TimeProvider time;
    private readonly ReplicaOptions options;
    private readonly string prefix;
    private readonly Lock gate = new();
    private (long At, TimeSpan Lasts) trouble;

    public SeenPositions(string database, IConnectionMultiplexer redis, TimeProvider time, IOptions<ReplicaOptions> options)
    {
        (this.redis, this.time, this.options, prefix) = (redis, time, options.Value, $"replica:{database}:");
        // What happened before this process heard of Redis may have been trouble, too.
        trouble = (time.GetTimestamp(), this.options.Lag);
        redis.ConnectionFailed += (_, _) => NoteTrouble();
        redis.ConnectionRestored += (_, _) => NoteTrouble();
    }

    /// <summary>What a standby must have for a read that concerns these names; null when that can't be known.</summary>
    public async Task<IReadOnlyList<LogPosition>?> RequiredAsync(IEnumerable<string> names)
    {
        if (IsInTrouble())
            return null;
        RedisKey[] keys = [Unknown, .. names.Select(Key)];
        var (answered, found) = await TryAsync(database => database.StringGetAsync(keys, CommandFlags.DemandMaster));
        return answered && found[0].IsNull ? [.. found.Where(note => !note.IsNull).Select(note => LogPosition.Parse(note.ToString()))] : null;
    }

    /// <summary>Notes that everything up to the position was written or seen; null where the position is not known: then no standby is read for a while.</summary>
    public Task NoteAsync(IEnumerable<string> names, LogPosition? position) => position is { } known
        ? TryAsync(database => database.ScriptEvaluateAsync(Raise, [.. names.Select(Key)], [known.ToString(), (long)Kept.TotalMilliseconds]))
        : TryAsync(database => database.StringSetAsync(Unknown, "1", Needed));

    private RedisKey Unknown => prefix + "?";

    private TimeSpan Needed => (2 * options.Lag) + TimeSpan.FromSeconds(5);

    private RedisKey Key(string name) => prefix + name;

    private bool IsInTrouble()
    {
        lock (gate)
            return time.GetElapsedTime(trouble.At) <= trouble.Lasts;
    }

    private void NoteTrouble()
    {
        lock (gate)
            trouble = (time.GetTimestamp(), options.Lag + Reconnecting);
    }

    private async Task<(bool Answered, T Value)> TryAsync<T>(Func<IDatabase, Task<T>> call)
    {
        try
        {
            // Else the call would wait for a connection as long as for an answer.
            if (redis.IsConnected)
                return (true, await call(redis.GetDatabase()).WaitAsync(options.Patience, time));
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException)
        {
        }
        NoteTrouble();
        return (false, default!);
    }
}
