using System.Data.Common;
using Npgsql;

namespace BidForge.Storage.Replicas;

/// <summary>Says up to where a read must see the log that comes later. Without a standby nothing is noted, and nothing is asked for it.</summary>
public sealed class LogPositions
{
    private readonly SeenPositions? seen;

    internal LogPositions(SeenPositions? seen) => this.seen = seen;

    /// <summary>Whoever reads what concerns one of these names sees all that this primary has by now: call after a commit, before anybody is told of it.</summary>
    /// <param name="names">As <see cref="StandbyReads"/> is given them.</param>
    /// <param name="connection">To the primary, outside of a transaction.</param>
    public async Task NoteAsync(IReadOnlyCollection<string> names, DbConnection connection)
    {
        if (seen is null)
            return;
        LogPosition? position = null;
        try
        {
            // The change stands, whoever hangs up.
            position = await LogPosition.OfPrimaryAsync((NpgsqlConnection)connection, CancellationToken.None);
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            // The connection broke after the commit.
        }
        await seen.NoteAsync(names, position);
    }
}
