using BidForge.Messaging;
using BidForge.Sharding.Map;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Sharding.Fences;

/// <summary>
/// Sends work to the shard of a slot. Where the shard answers "moved" nothing was done: the map is read anew and the work sent again,
/// at once when the map changes, else after short pauses, while the slot is between two shards.
/// </summary>
public sealed class SlotRouter(ShardMap map, IOptions<ShardingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <param name="slot">0 to 1023.</param>
    /// <param name="work">Must ask the fence (<c>assert_slot</c>) before it does anything, in the same transaction, and end that one.</param>
    /// <exception cref="UnavailableException">The slot's shard is not known or not ready, the slot found no owner in time, or no standby holds what was written.</exception>
    public async Task<T> RunAsync<T>(int slot, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var known = map.Current;
            try
            {
                await using var connection = await map.ForSlot(slot).OpenConnectionAsync(cancellationToken);
                var standby = StandbyWait.On(connection);
                var done = await work(connection, cancellationToken);
                standby.RequireHeld();
                return done;
            }
            catch (PostgresException fault) when (fault.SqlState == FenceSql.Moved)
            {
                if (time.GetElapsedTime(started).TotalMilliseconds > options.Value.MovedPatienceMilliseconds)
                    throw new UnavailableException("The slot is being moved.");
            }
            await map.RefreshAsync(cancellationToken);
            if (map.Current[slot] == known[slot])
                await map.ChangedAsync(known, pause, time, cancellationToken);
        }
    }
}
