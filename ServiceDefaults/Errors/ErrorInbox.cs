using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace BidForge.ServiceDefaults.Errors;

/// <summary>Faults of one kind.</summary>
/// <param name="Id">Of the group: twelve hex digits.</param>
/// <param name="Count">How often it was seen since it was first seen, or since it was last put away.</param>
/// <param name="Last">The one seen last.</param>
public sealed record ErrorGroup(string Id, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, ErrorReport Last);

/// <summary>
/// The faults of all processes, grouped, in Redis: the 500 groups that were seen last, each for thirty days after it was. Redis that is emptied forgets them; logs keep every one.
/// </summary>
public sealed class ErrorInbox(IDatabase redis)
{
    private const int Most = 500;
    private const string Index = "errors:groups";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task AddAsync(ErrorReport report)
    {
        var (key, at) = (Name(report.Group), report.At.ToUnixTimeMilliseconds());
        var add = redis.CreateTransaction();
        _ = add.HashIncrementAsync(key, "count");
        _ = add.HashSetAsync(key, "first", at, When.NotExists);
        _ = add.HashSetAsync(key, [new("last", at), new("report", JsonSerializer.Serialize(report, JsonSerializerOptions.Web))]);
        _ = add.KeyExpireAsync(key, Kept);
        _ = add.SortedSetAddAsync(Index, report.Group, at);
        await add.ExecuteAsync();
        foreach (var old in await redis.SortedSetRangeByRankAsync(Index, 0, -Most - 1))
            await RemoveAsync((string)old!);
    }

    /// <param name="limit">How many groups, those seen last first.</param>
    public async Task<IReadOnlyList<ErrorGroup>> ListAsync(int limit)
    {
        var groups = new List<ErrorGroup>();
        foreach (var id in await redis.SortedSetRangeByRankAsync(Index, 0, limit - 1, Order.Descending))
        {
            var fields = (await redis.HashGetAllAsync(Name((string)id!))).ToDictionary(field => (string)field.Name!, field => field.Value);
            if (fields.TryGetValue("report", out var report) && JsonSerializer.Deserialize<ErrorReport>((string)report!, JsonSerializerOptions.Web) is { } last)
                groups.Add(new((string)id!, (long)fields["count"], Time(fields["first"]), Time(fields["last"]), last));
            else
                await redis.SortedSetRemoveAsync(Index, id); // It has expired.
        }
        return groups;
    }

    /// <summary>Puts a group away: seen again, it is new.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(string id)
    {
        var remove = redis.CreateTransaction();
        var there = remove.KeyDeleteAsync(Name(id));
        _ = remove.SortedSetRemoveAsync(Index, id);
        await remove.ExecuteAsync();
        return await there;
    }

    private static RedisKey Name(string id) => "errors:group:" + id;

    private static DateTimeOffset Time(RedisValue milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)milliseconds!, CultureInfo.InvariantCulture));
}
