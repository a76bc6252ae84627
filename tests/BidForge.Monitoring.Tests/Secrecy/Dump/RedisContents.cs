using System.Text;
using StackExchange.Redis;

namespace BidForge.Monitoring.Tests.Secrecy.Dump;

/// <summary>Every key of Redis with what it holds.</summary>
internal static class RedisContents
{
    public static async Task<string> ReadAsync(string connectionString)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(connectionString);
        var database = redis.GetDatabase();
        var text = new StringBuilder();
        foreach (var key in redis.GetServer(redis.GetEndPoints()[0]).Keys(pageSize: 1000))
        {
            text.Append((string?)key).Append('=');
            foreach (var value in await ValuesAsync(database, key))
                text.Append(Encoding.Latin1.GetString((byte[]?)value ?? [])).Append('\n');
        }
        return text.ToString();
    }

    private static async Task<IEnumerable<RedisValue>> ValuesAsync(IDatabase database, RedisKey key) => await database.KeyTypeAsync(key) switch
    {
        RedisType.String => [await database.StringGetAsync(key)],
        RedisType.List => await database.ListRangeAsync(key),
        RedisType.Set => await database.SetMembersAsync(key),
        RedisType.SortedSet => await database.SortedSetRangeByRankAsync(key),
        RedisType.Hash => (await database.HashGetAllAsync(key)).SelectMany(entry => new[] { entry.Name, entry.Value }),
        _ => [],
    };
}
