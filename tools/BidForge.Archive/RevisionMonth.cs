using System.Globalization;
using Npgsql;

namespace BidForge.Archive;

/// <summary>One month of <c>bid_revisions</c> on one shard.</summary>
/// <param name="Partition">Its table.</param>
public sealed record RevisionMonth(string Shard, DateOnly Month, string Partition)
{
    public const string Table = "bid_revisions";

    internal const string Partitions = """
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'bid_revisions'::regclass and c.relname ~ '^bid_revisions_\d{4}_\d{2}$' order by c.relname
        """;

    /// <summary>The whole months that ended by <paramref name="before"/>, oldest first.</summary>
    public static async Task<IReadOnlyList<RevisionMonth>> ListAsync(string shard, NpgsqlDataSource database, DateOnly before, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Partitions);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var months = new List<RevisionMonth>();
        while (await row.ReadAsync(cancellationToken))
        {
            var name = row.GetString(0);
            var month = DateOnly.ParseExact(name[(Table.Length + 1)..] + "_01", "yyyy_MM_dd", CultureInfo.InvariantCulture);
            if (month.AddMonths(1) <= before)
                months.Add(new(shard, month, name));
        }
        return months;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shard} {Month:yyyy-MM}");
}
