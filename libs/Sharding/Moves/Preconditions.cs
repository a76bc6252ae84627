namespace BidForge.Sharding.Moves;

/// <summary>What must hold before anything is touched.</summary>
internal static class Preconditions
{
    private const int NeededSlots = 4;

    /// <exception cref="MoveException">Something does not hold; the message says what, and where to change it.</exception>
    public static async Task CheckAsync(MoveContext context, CancellationToken cancellationToken)
    {
        await context.Fences.CheckAsync(cancellationToken);
        var source = context.Source.Source;
        if (await source.ScalarAsync<string>("show wal_level", cancellationToken) is not "logical")
            throw new MoveException($"{context.Source.Name} needs wal_level = logical.");
        if (await source.ScalarAsync<long>("select current_setting('max_replication_slots')::int - count(*) from pg_replication_slots", cancellationToken) < NeededSlots)
            throw new MoveException($"{context.Source.Name} has fewer than {NeededSlots} replication slots free: drop what is left over, or raise max_replication_slots.");
        foreach (var shard in new[] { context.Source, context.Target })
            if (!await shard.Source.ScalarAsync<bool>("select rolsuper from pg_roles where rolname = current_user", cancellationToken))
                throw new MoveException($"The user of {shard.Name} must be a superuser: PostgreSQL 15 lets no other make subscriptions, nor apply into tables with row-level security.");
    }
}
