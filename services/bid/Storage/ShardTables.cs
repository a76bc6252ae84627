using BidForge.Messaging;
using BidForge.Sharding;

namespace BidForge.Bids.Storage;

/// <summary>The tables of a shard: outbox and inbox, then everything under Storage/Migrations in order of name.</summary>
internal static class ShardTables
{
    public static SqlMigrations Migrations { get; } =
        SqlMigrations.Embedded(typeof(ShardTables).Assembly, "bid-").After(new([("messaging-1", MessagingSchema.ShardedSql)]));
}
