using System.ComponentModel.DataAnnotations;

namespace BidForge.Sharding;

/// <summary>How a service uses its shards; section <c>Sharding</c>.</summary>
public sealed class ShardingOptions
{
    /// <summary>Connections per shard and process. On two cores 8 to 16 served the most submits a second.</summary>
    [Range(4, 200)]
    public int Connections { get; init; } = 16;

    /// <summary>Statements that the driver keeps prepared per connection. 0 behind a PgBouncer in transaction mode before 1.21.</summary>
    [Range(0, 500)]
    public int PreparedStatements { get; init; } = 50;

    /// <summary>How long a request goes on asking who owns its slot while the slot is between two shards, in milliseconds.</summary>
    [Range(0, 30_000)]
    public int MovedPatienceMilliseconds { get; init; } = 3000;

    /// <summary>How often the map is read though no notification came, in seconds.</summary>
    [Range(1, 3600)]
    public int MapPollSeconds { get; init; } = 30;
}
