using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Storage.Replicas;

/// <summary>
/// Reads that a standby may answer: it is at most <see cref="ReplicaOptions.LagSeconds"/> behind, and has all that was noted for what is read. Else, and whenever anything is wrong
/// with it, the primary answers, within the same call. Only lists and figures are read by this; nothing that decides.
/// </summary>
public sealed class StandbyReads
{
    private readonly NpgsqlDataSource primary;
    private readonly LogPositions positions;
    private readonly Standby? standby;

    internal StandbyReads(NpgsqlDataSource primary, LogPositions positions, Standby? standby) => (this.primary, this.positions, this.standby) = (primary, positions, standby);

    /// <summary>Runs the queries of one answer. What <paramref name="reader"/> sees, it sees in each later read, too.</summary>
    /// <param name="reader">Who must not see time go back: a company.</param>
    /// <param name="after">More names whose last noted changes must be seen.</param>
    /// <param name="read">Runs a second time, on the primary, when the standby fails it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> ReadAsync<T>(
        string reader, IReadOnlyList<string> after, Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (standby is not null && await standby.TryAsync(reader, after, read, cancellationToken) is (true, var found))
            return found;
        await using var connection = await primary.OpenConnectionAsync(cancellationToken);
        var value = await read(connection, cancellationToken);
        await positions.NoteAsync([reader], connection);
        return value;
    }
}

/// <summary>The standby with what is known of it.</summary>
internal sealed class Standby(StandbySource source, StandbyWatch watch, PrimaryLog log, SeenPositions seen, ReplicaMetrics metrics, IOptions<ReplicaOptions> options)
{
    public async Task<(bool Answered, T Value)> TryAsync<T>(
        string reader, IReadOnlyList<string> after, Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var value = default(T)!;
        var from = await WhyNotAskAsync();
        metrics.Read(from);
        return (from is ReadFrom.Standby, value);

        async Task<ReadFrom> WhyNotAskAsync()
        {
            if (watch.IsAway)
                return ReadFrom.Away;
            if (log.Floor() is not { } floor || await seen.RequiredAsync([reader, .. after]) is not { } required)
                return ReadFrom.Unknown;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(options.Value.Patience);
            try
            {
                await using var connection = await source.Source.OpenConnectionAsync(patience.Token);
                // By the connection that reads: an address may lead to several standbys, each elsewhere in the log. What it has now, each later query of it has.
                if (await LogPosition.OfStandbyAsync(connection, patience.Token) is not { } position)
                    return ReadFrom.Away;
                if (!position.Has(floor))
                    return ReadFrom.Lagging;
                if (!required.All(note => position.Has(note)))
                    return ReadFrom.Unseen;
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
                value = await read(connection, cancellationToken);
                // How far the last query can have seen: promoted meanwhile, it is not known.
                await seen.NoteAsync([reader], await LogPosition.OfStandbyAsync(connection, cancellationToken));
                return ReadFrom.Standby;
            }
            catch (PostgresException fault) when (!cancellationToken.IsCancellationRequested && !fault.SqlState.StartsWith("57P", StringComparison.Ordinal))
            {
                return ReadFrom.Cancelled;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested && StandbyWatch.MeansAway(fault))
            {
                watch.Lost();
                return ReadFrom.Away;
            }
        }
    }
}
