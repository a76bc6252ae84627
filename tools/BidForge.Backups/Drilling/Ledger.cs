using Npgsql;

namespace BidForge.Backups.Drilling;

/// <summary>What was written when, kept apart from the server that it was written to.</summary>
internal sealed class Ledger
{
    private readonly List<(int Id, DateTimeOffset Sent, DateTimeOffset Acknowledged)> rows = [];

    public IReadOnlyList<(int Id, DateTimeOffset Sent, DateTimeOffset Acknowledged)> Rows => rows;

    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var create = new NpgsqlCommand("create table ledger (id int primary key, at timestamptz not null default clock_timestamp())", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One transaction for each row, some twenty a second, for a time that begins when the first is acknowledged.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, TimeSpan time, CancellationToken cancellationToken)
    {
        long? start = null;
        do
        {
            await using var insert = new NpgsqlCommand("insert into ledger (id) values ($1)", connection) { Parameters = { new() { Value = rows.Count } } };
            var sent = TimeProvider.System.GetUtcNow();
            await insert.ExecuteNonQueryAsync(cancellationToken);
            rows.Add((rows.Count, sent, TimeProvider.System.GetUtcNow()));
            start ??= TimeProvider.System.GetTimestamp();
            await Task.Delay(50, cancellationToken);
        }
        while (TimeProvider.System.GetElapsedTime(start.Value) < time);
    }

    public static async Task<HashSet<int>> ReadAsync(NpgsqlConnection connection)
    {
        await using var select = new NpgsqlCommand("select coalesce(array_agg(id), '{}') from ledger", connection);
        return [.. (int[])(await select.ExecuteScalarAsync())!];
    }
}
