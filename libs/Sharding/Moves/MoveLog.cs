using BidForge.Sharding.Map;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>
/// The catalog's word on moves. Whoever holds it open is the only mover: it holds a lock that goes with its connection, and every step is
/// taken on that connection and only from the step before, so that a mover that was believed dead can decide nothing any more.
/// </summary>
internal sealed class MoveLog : IAsyncDisposable
{
    private const long Mover = 1651860585;
    private const string Columns = "move_id, source, target, slots, step, rows, bytes, pause_ms, fences, started_at, changed_at, finished_at";

    private readonly NpgsqlConnection connection;

    private MoveLog(NpgsqlConnection connection) => this.connection = connection;

    /// <returns>null while another mover is at work.</returns>
    public static async Task<MoveLog?> TryOpenAsync(ShardSet shards, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(shards.CatalogAlone);
        await connection.OpenAsync(cancellationToken);
        if (await connection.ScalarAsync<bool>($"select pg_try_advisory_lock({Mover})", cancellationToken))
            return new(connection);
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Moves as they were written, latest first; asks for no lock.</summary>
    public static Task<List<Move>> ListAsync(ShardSet shards, int limit, CancellationToken cancellationToken) =>
        shards.Catalog.RowsAsync($"select {Columns} from moves order by (finished_at is null) desc, started_at desc limit $1", Read, cancellationToken, limit);

    /// <summary>The move that has not come to its end.</summary>
    public async Task<Move?> UnfinishedAsync(CancellationToken cancellationToken) =>
        (await connection.RowsAsync($"select {Columns} from moves where finished_at is null", Read, cancellationToken)).SingleOrDefault();

    public async Task<Move> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await connection.RowsAsync($"select {Columns} from moves where move_id = $1", Read, cancellationToken, id)).Single();

    public async Task<Move> BeginAsync(string source, string target, IEnumerable<int> slots, CancellationToken cancellationToken) =>
        (await connection.RowsAsync(
            $"insert into moves (move_id, source, target, slots) values ($1, $2, $3, $4) returning {Columns}", Read, cancellationToken,
            Guid.CreateVersion7(), source, target, slots.Order().Select(slot => (short)slot).ToArray())).Single();

    /// <summary>Asks whether this is still the mover, and the move where it was left. Before everything that can't be undone.</summary>
    /// <exception cref="MoveException">Another mover has taken it over.</exception>
    public async Task ConfirmAsync(Move move, CancellationToken cancellationToken)
    {
        if (!await connection.ScalarAsync<bool>("select exists (select from moves where move_id = $1 and step = $2)", cancellationToken, move.Id, Word(move.Step)))
            throw TakenOver();
    }

    /// <summary>Goes from the step that the move is at to the next.</summary>
    /// <exception cref="MoveException">The move is not there any more: another mover has it.</exception>
    public Task<Move> AdvanceAsync(Move move, MoveStep next, CancellationToken cancellationToken) => AdvanceAsync(move, next, "", [], cancellationToken);

    /// <summary>Notes how much was found equal.</summary>
    public Task<Move> MeasuredAsync(Move move, long rows, long bytes, CancellationToken cancellationToken) =>
        AdvanceAsync(move, move.Step, ", rows = $4, bytes = $5", [rows, bytes], cancellationToken);

    /// <summary>The pause is measured from here.</summary>
    public Task<Move> FencingAsync(Move move, CancellationToken cancellationToken) =>
        AdvanceAsync(move, MoveStep.Fencing, ", fences = fences + 1, fenced_at = clock_timestamp()", [], cancellationToken);

    /// <summary>Tells routers who owns the slots, takes the step, and notes how long writing stood still, in one transaction.</summary>
    public async Task<Move> MapAsync(Move move, MoveStep next, string owner, IReadOnlyDictionary<short, int> epochs, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            update slot_map m set shard = $1, epoch = news.epoch
            from unnest($2::smallint[], $3::int[]) news (slot, epoch) where m.slot = news.slot and m.epoch < news.epoch
            """, cancellationToken, owner, epochs.Keys.ToArray(), epochs.Values.ToArray());
        var moved = await AdvanceAsync(move, next, ", pause_ms = extract(epoch from clock_timestamp() - fenced_at) * 1000", [], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return moved;
    }

    /// <summary>Gives the lock up.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<Move> AdvanceAsync(Move move, MoveStep next, string also, object[] values, CancellationToken cancellationToken)
    {
        var end = next is MoveStep.Done or MoveStep.Aborted ? ", finished_at = clock_timestamp()" : "";
        var advanced = await connection.RowsAsync(
            $"update moves set step = $3, changed_at = clock_timestamp(){end}{also} where move_id = $1 and step = $2 returning {Columns}", Read, cancellationToken,
            [move.Id, Word(move.Step), Word(next), .. values]);
        return advanced.SingleOrDefault() ?? throw TakenOver();
    }

    private static MoveException TakenOver() => new("The move was taken over by another mover.");

    private static string Word(MoveStep step) => step.ToString().ToLowerInvariant();

    private static Move Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<short[]>(3), Enum.Parse<MoveStep>(row.GetString(4), ignoreCase: true),
        row.GetInt64(5), row.GetInt64(6), row.IsDBNull(7) ? null : row.GetDouble(7), row.GetInt32(8),
        row.GetFieldValue<DateTimeOffset>(9), row.GetFieldValue<DateTimeOffset>(10), row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11));
}
