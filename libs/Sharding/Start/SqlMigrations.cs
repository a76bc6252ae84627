using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace BidForge.Sharding;

/// <summary>
/// Versioned SQL scripts for databases without an EF model, applied in order of their names in one transaction. Each is applied once;
/// a script named <c>*.functions.sql</c> holds only what can be replaced and is applied again whenever its text has changed.
/// Processes that come at the same time wait for each other.
/// </summary>
public sealed class SqlMigrations(IReadOnlyList<(string Name, string Sql)> scripts)
{
    private const string Table = """
        create table if not exists schema_migrations (
            name text primary key,
            applied_at timestamptz not null default clock_timestamp()
        );
        alter table schema_migrations add column if not exists hash text;
        """;

    private const string Mark = """
        insert into schema_migrations (name, hash) values ($1, $2)
        on conflict (name) do update set hash = excluded.hash, applied_at = clock_timestamp()
        """;

    /// <summary>Any number will do, as long as all processes use the same.</summary>
    private const long Lock = 0x62666d6967;

    /// <summary>The <c>.sql</c> resources of an assembly whose names start with <paramref name="prefix"/>.</summary>
    public static SqlMigrations Embedded(Assembly assembly, string prefix) =>
        new([.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, Read(assembly, name)))]);

    /// <summary>These scripts after those of <paramref name="first"/>.</summary>
    public SqlMigrations After(SqlMigrations first) => new([.. first.Scripts, .. Scripts]);

    public IReadOnlyList<(string Name, string Sql)> Scripts { get; } = scripts;

    public async Task RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellationToken);
        await ExecuteAsync(connection, Table, cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        foreach (var (name, sql) in Scripts.Where(script => Applies(script, applied)))
        {
            await ExecuteAsync(connection, sql, cancellationToken);
            await using var mark = new NpgsqlCommand(Mark, connection) { Parameters = { new() { Value = name }, new() { Value = Hash(sql) } } };
            await mark.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, string?>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name, hash from schema_migrations", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
            applied[row.GetString(0)] = row.IsDBNull(1) ? null : row.GetString(1);
        return applied;
    }

    private static bool Applies((string Name, string Sql) script, Dictionary<string, string?> applied) =>
        !applied.TryGetValue(script.Name, out var hash) || script.Name.EndsWith(".functions.sql", StringComparison.Ordinal) && hash != Hash(script.Sql);

    private static string Hash(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
