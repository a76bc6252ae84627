using BidForge.Sharding.Map;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

namespace BidForge.Sharding.Moves;

/// <summary>
/// Tells which rows of the moving slots change on the source: the mover reads the move's publication itself, beside the target. What was
/// compared once need not be compared again unless its key comes by here, and so little is left to compare while writing stands still.
/// </summary>
internal sealed class ChangeStream : IAsyncDisposable
{
    private const string Prefix = "bidforge";

    private readonly LogicalReplicationConnection stream;
    private readonly NpgsqlConnection marker;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource> awaited = new(StringComparer.Ordinal);
    private RowKeys keys = new();
    private Task reading = Task.CompletedTask;

    private ChangeStream(LogicalReplicationConnection stream, NpgsqlConnection marker, NpgsqlConnection snapshot, string start) =>
        (this.stream, this.marker, Snapshot, Start) = (stream, marker, snapshot, start);

    /// <summary>In a transaction that sees the source exactly as it is where the stream begins.</summary>
    public NpgsqlConnection Snapshot { get; }

    /// <summary>The position in the source's log where the stream begins.</summary>
    public string Start { get; }

    public static async Task<ChangeStream> OpenAsync(Shard source, Move move, IReadOnlyList<MovingTable> tables, CancellationToken cancellationToken)
    {
        var application = new NpgsqlConnectionStringBuilder(source.Source.ConnectionString).ApplicationName;
        var stream = new LogicalReplicationConnection(new NpgsqlConnectionStringBuilder(source.Address) { ApplicationName = application }.ConnectionString);
        var snapshot = await source.Source.OpenConnectionAsync(cancellationToken);
        var marker = await source.Source.OpenConnectionAsync(cancellationToken);
        var changes = (ChangeStream?)null;
        try
        {
            await stream.Open(cancellationToken);
            var slot = await stream.CreatePgOutputReplicationSlot(
                $"bidforge_check_{Guid.NewGuid():N}", temporarySlot: true, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: cancellationToken);
            await snapshot.ExecuteAsync("begin isolation level repeatable read read only", cancellationToken);
            await snapshot.ExecuteAsync($"set transaction snapshot '{slot.SnapshotName}'", cancellationToken);
            changes = new ChangeStream(stream, marker, snapshot, slot.ConsistentPoint.ToString());
            changes.Read(slot, move.Name, tables);
            return changes;
        }
        finally
        {
            if (changes is null)
            {
                await stream.DisposeAsync();
                await snapshot.DisposeAsync();
                await marker.DisposeAsync();
            }
        }
    }

    /// <summary>All keys that changed before this call and were not handed out yet, and a position in the source's log after those changes.</summary>
    public async Task<(RowKeys Keys, string Position)> DrainAsync(CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            awaited[token] = seen;
        var position = await marker.ScalarAsync<string>("select pg_logical_emit_message(true, $1, $2)::text", cancellationToken, Prefix, token);
        if (await Task.WhenAny(seen.Task, reading).WaitAsync(cancellationToken) == reading)
            throw new NpgsqlException("The stream of changes has ended.", reading.Exception);
        lock (gate)
        {
            var drained = keys;
            keys = new();
            return (drained, position!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stream.DisposeAsync();
        await Snapshot.DisposeAsync();
        await marker.DisposeAsync();
        stopping.Dispose();
    }

    private void Read(PgOutputReplicationSlot slot, string publication, IReadOnlyList<MovingTable> tables)
    {
        var byName = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var options = new PgOutputReplicationOptions(publication, PgOutputProtocolVersion.V1, messages: true);
        reading = Task.Run(async () =>
        {
            await foreach (var message in stream.StartReplication(slot, options, stopping.Token))
            {
                await TakeAsync(message, byName);
                stream.SetReplicationStatus(message.WalEnd);
            }
        });
    }

    private async Task TakeAsync(PgOutputReplicationMessage message, Dictionary<string, MovingTable> tables)
    {
        switch (message)
        {
            case InsertMessage insert:
                await TakeAsync(insert.Relation, insert.NewRow, tables);
                break;
            case IndexUpdateMessage update:
                await TakeAsync(update.Relation, update.Key, tables);
                await TakeAsync(update.Relation, update.NewRow, tables);
                break;
            case UpdateMessage update:
                await TakeAsync(update.Relation, update.NewRow, tables);
                break;
            case KeyDeleteMessage delete:
                await TakeAsync(delete.Relation, delete.Key, tables);
                break;
            case LogicalDecodingMessage { Prefix: Prefix } mark:
                using (var text = new StreamReader(mark.Data))
                    Saw(await text.ReadToEndAsync(stopping.Token));
                break;
            default:
                break;
        }
    }

    private async Task TakeAsync(RelationMessage relation, ReplicationTuple row, Dictionary<string, MovingTable> tables)
    {
        var table = tables[relation.RelationName];
        var values = new string[table.Key.Count];
        await foreach (var value in row.WithCancellation(stopping.Token))
        {
            var position = table.Key.Select(column => column.Name).ToList().IndexOf(value.GetFieldName());
            if (position >= 0)
                values[position] = await value.Get<string>(stopping.Token);
        }
        lock (gate)
            keys.Add(table.Name, values);
    }

    private void Saw(string token)
    {
        lock (gate)
            if (awaited.Remove(token, out var seen))
                seen.TrySetResult();
    }
}
