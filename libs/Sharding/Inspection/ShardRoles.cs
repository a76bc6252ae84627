using BidForge.Sharding.Map;

namespace BidForge.Sharding.Inspection;

/// <summary>What the catalog keeps a shard for.</summary>
internal enum ShardRole
{
    /// <summary>Slots of anybody.</summary>
    Open,

    /// <summary>One busy company: its slot and no other.</summary>
    Reserved,

    /// <summary>Nothing: it is to be taken away.</summary>
    Drained,
}

internal static class ShardRoles
{
    public static async Task<IReadOnlyDictionary<string, ShardRole>> ReadAsync(ShardSet shards, CancellationToken cancellationToken) =>
        (await shards.Catalog.RowsAsync(
            "select name, kept_for from shards", row => (Name: row.GetString(0), Role: Enum.Parse<ShardRole>(row.GetString(1), ignoreCase: true)), cancellationToken))
            .ToDictionary(shard => shard.Name, shard => shard.Role, StringComparer.Ordinal);

    public static Task SetAsync(ShardSet shards, string shard, ShardRole role, CancellationToken cancellationToken) => shards.Catalog.ExecuteAsync(
        "insert into shards (name, kept_for) values ($1, $2) on conflict (name) do update set kept_for = excluded.kept_for", cancellationToken,
        shard, role.ToString().ToLowerInvariant());
}
