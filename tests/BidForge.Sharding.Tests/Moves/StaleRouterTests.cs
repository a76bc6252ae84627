using System.Collections.Concurrent;
using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Sharding.Tests.Moves;

[Collection("Moves")]
public sealed class StaleRouterTests(Servers servers)
{
    private const int Slot = 7;
    private const int Writers = 8;
    private const int Moves = 4;

    /// <summary>
    /// Some writers believe any old thing at every write. Between the fence's yes and the commit nobody may be at another shard with the same yes;
    /// and in the end every row that was acknowledged is there once.
    /// </summary>
    [Theory]
    [InlineData(4)]
    public async Task Two_shards_never_take_writes_for_one_slot_whatever_routers_believe(int shards)
    {
        await using var town = await Town.BuildAsync(servers, shards);
        var acknowledged = new ConcurrentBag<Guid>();
        var inside = new int[shards];
        var together = 0;
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(number => Task.Run(() => WriteAsync(number))).ToList();

        for (var number = 0; number < Moves; number++)
            await town.Mover().MoveAsync($"bid{number % shards}", $"bid{(number + 1) % shards}", [Slot], TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Equal(0, together);
        Assert.True(acknowledged.Count > 100, $"{acknowledged.Count} writes were acknowledged.");
        var owner = $"bid{Moves % shards}";
        Assert.Equal([owner], await town.OwnersAsync(Slot));
        var kept = await town.Shards.Find(owner)!.Source.RowsAsync("select id from things where slot = 7 order by id", row => row.GetGuid(0), default);
        Assert.Equal(acknowledged.Order(), kept.Order());
        foreach (var other in town.Shards.All.Where(shard => shard.Name != owner))
            Assert.Empty(await town.RowsAsync(other.Name, Slot));

        async Task WriteAsync(int number)
        {
            var (map, router) = town.Process();
            while (!stop.IsCancellationRequested)
            {
                // Every other writer forgets what it knew, and believes in some shard or other.
                if (number % 2 is 0)
                    map.Believe(SlotMap.Empty.With([(Slot, new($"bid{Random.Shared.Next(shards)}", 0))]));
                else if (map.Current[Slot] is null)
                    await map.RefreshAsync(default);
                var id = Guid.NewGuid();
                await router.RunAsync(Slot, (connection, token) => InsertAsync(connection, id, token), default);
                acknowledged.Add(id);
            }
        }

        async Task<bool> InsertAsync(NpgsqlConnection connection, Guid id, CancellationToken token)
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await connection.ExecuteAsync("select assert_slot(7::smallint, true)", token);
            var here = new NpgsqlConnectionStringBuilder(connection.ConnectionString).ApplicationName![3..] is var number ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : -1;
            Interlocked.Increment(ref inside[here]);
            if (Enumerable.Range(0, shards).Any(other => other != here && Volatile.Read(ref inside[other]) > 0))
                Interlocked.Increment(ref together);
            await connection.ExecuteAsync("insert into things (slot, id, owner) values (7, $1, 'somebody')", token, id);
            Interlocked.Decrement(ref inside[here]);
            await transaction.CommitAsync(token);
            return true;
        }
    }
}
