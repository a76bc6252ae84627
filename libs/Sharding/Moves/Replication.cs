using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>PostgreSQL's own logical replication with row filters, from source to target. Everything may be said twice.</summary>
internal sealed class Replication(Move move, Shard source, Shard target)
{
    private readonly string name = MovingTable.Quote(move.Name);

    public async Task PublishAsync(IReadOnlyList<MovingTable> tables, CancellationToken cancellationToken)
    {
        if (await source.Source.ScalarAsync<bool>("select exists (select from pg_publication where pubname = $1)", cancellationToken, move.Name))
            return;
        var filter = $"where (slot = any ('{{{string.Join(',', move.Slots)}}}'::smallint[]))";
        await source.Source.ExecuteAsync(
            $"""
            create publication {name} for table {string.Join(", ", tables.Select(table => $"{table.Quoted} {filter}"))}
            with (publish = 'insert, update, delete', publish_via_partition_root = true)
            """, cancellationToken);
    }

    /// <summary>Keeps from here on what the target needs, on the source. Made apart from the subscription, which could not be made twice otherwise.</summary>
    public Task KeepChangesAsync(CancellationToken cancellationToken) => source.Source.ExecuteAsync(
        """
        select pg_create_logical_replication_slot($1, 'pgoutput')
        where not exists (select from pg_replication_slots where slot_name = $1)
        """, cancellationToken, move.Name);

    public Task<bool> IsSubscribedAsync(CancellationToken cancellationToken) => target.Source.ScalarAsync<bool>(
        "select exists (select from pg_subscription where subname = $1 and subdbid = (select oid from pg_database where datname = current_database()))",
        cancellationToken, move.Name);

    /// <summary>PostgreSQL copies what is there and follows what comes. Commits are flushed, for what the target has confirmed must stay.</summary>
    public async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await target.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The statement holds a password: it must not be in the server's log.
        await connection.ExecuteAsync("set local log_statement = 'none'", cancellationToken);
        await connection.ExecuteAsync("set local log_min_error_statement = 'panic'", cancellationToken);
        await connection.ExecuteAsync("set local log_min_duration_statement = -1", cancellationToken);
        await connection.ExecuteAsync(
            $"""
            create subscription {name} connection {LibpqAddress.Quote(LibpqAddress.Of(source.Address))} publication {name}
            with (create_slot = false, slot_name = '{move.Name}', synchronous_commit = 'on', binary = true)
            """, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>How many tables are copied, of how many, and how many rows and bytes the copies that run have come to.</summary>
    public async Task<CopyState> CopyStateAsync(CancellationToken cancellationToken) =>
        (await target.Source.RowsAsync(
            """
            select count(*) filter (where r.srsubstate = 'r')::int, count(*)::int,
                coalesce((select sum(tuples_processed) from pg_stat_progress_copy where datname = current_database()), 0)::bigint,
                array_agg(r.srrelid::regclass::text) filter (where r.srsubstate in ('f', 's', 'r'))
            from pg_subscription s join pg_subscription_rel r on r.srsubid = s.oid where s.subname = $1
            """,
            row => new CopyState(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.IsDBNull(3) ? [] : row.GetFieldValue<string[]>(3)), cancellationToken, move.Name)).Single();

    /// <summary>True once the target has committed, and flushed, everything that the source had committed before <paramref name="position"/>.</summary>
    public Task<bool> HasAppliedAsync(NpgsqlConnection onSource, string position, CancellationToken cancellationToken) => onSource.ScalarAsync<bool>(
        "select confirmed_flush_lsn >= $1::pg_lsn from pg_replication_slots where slot_name = $2", cancellationToken, position, move.Name);

    /// <summary>Ends the subscription. Needs the source only where tables were still being copied, to drop the slots of those copies there.</summary>
    public async Task UnsubscribeAsync(CancellationToken cancellationToken)
    {
        if (!await IsSubscribedAsync(cancellationToken))
            return;
        await target.Source.ExecuteAsync($"alter subscription {name} disable", cancellationToken);
        await target.Source.ExecuteAsync($"alter subscription {name} set (slot_name = none)", cancellationToken);
        await target.Source.ExecuteAsync($"drop subscription {name}", cancellationToken);
    }

    /// <summary>Removes publication and replication slot; the sender that used the slot may take a moment to end.</summary>
    public async Task UnpublishAsync(CancellationToken cancellationToken)
    {
        while (await source.Source.ScalarAsync<bool>("select active from pg_replication_slots where slot_name = $1", cancellationToken, move.Name))
        {
            await source.Source.ExecuteAsync(
                "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = $1 and active", cancellationToken, move.Name);
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
        await source.Source.ExecuteAsync(
            "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1", cancellationToken, move.Name);
        await source.Source.ExecuteAsync($"drop publication if exists {name}", cancellationToken);
    }
}

/// <param name="Ready">Tables that follow the source.</param>
/// <param name="Copying">Rows that the copies under way have brought.</param>
/// <param name="Copied">Tables whose rows are there.</param>
internal sealed record CopyState(int Ready, int Tables, long Copying, IReadOnlyList<string> Copied)
{
    public bool IsComplete => Tables > 0 && Ready == Tables;
}
