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

    /// <summary>Which scripts a run would apply now. Changes nothing, in an empty database too.</summary>
    public async Task<IReadOnlyList<(string Name, string Sql)>> PendingAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var applied = await ReadAsync(database, cancellationToken);
        return [.. Scripts.Where(script => Applies(script, applied))];
    }

    /// <summary>
    /// Which scripts the database has never seen. A script of functions that was applied and then replaced by a later version's is no reason to stand back:
    /// what a database has seen stays compatible with the version before.
    /// </summary>
    public async Task<IReadOnlyList<string>> MissingAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var applied = await ReadAsync(database, cancellationToken);
        return [.. Scripts.Where(script => Applies(script, applied) && !applied.ContainsKey(Version(script))).Select(script => script.Name)];
    }

    /// <returns>The names of the scripts that were applied.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellationToken);
        await ExecuteAsync(connection, Table, cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        var now = Scripts.Where(script => Applies(script, applied)).ToList();
        foreach (var script in now)
        {
            await ExecuteAsync(connection, script.Sql, cancellationToken);
            await MarkAsync(connection, script.Name, Hash(script.Sql), cancellationToken);
            if (IsReplaceable(script))
                await MarkAsync(connection, Version(script), Hash(script.Sql), cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return [.. now.Select(script => script.Name)];
    }

    private static async Task MarkAsync(NpgsqlConnection connection, string name, string hash, CancellationToken cancellationToken)
    {
        await using var mark = new NpgsqlCommand(Mark, connection) { Parameters = { new() { Value = name }, new() { Value = hash } } };
        await mark.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, string?>> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var found = new NpgsqlCommand("select to_regclass('schema_migrations') is not null", connection);
        return await found.ExecuteScalarAsync(cancellationToken) is true ? await AppliedAsync(connection, cancellationToken) : [];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, string?>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The hash came after the table, and who only reads does not add it.
        await using var command = new NpgsqlCommand("select name, to_jsonb(migration) ->> 'hash' from schema_migrations migration", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
            applied[row.GetString(0)] = row.IsDBNull(1) ? null : row.GetString(1);
        return applied;
    }

    private static bool Applies((string Name, string Sql) script, Dictionary<string, string?> applied) =>
        !applied.TryGetValue(script.Name, out var hash) || IsReplaceable(script) && hash != Hash(script.Sql);

    private static bool IsReplaceable((string Name, string Sql) script) => script.Name.EndsWith(".functions.sql", StringComparison.Ordinal);

    // Each text that a replaceable script ever had is remembered beside the one in force.
    private static string Version((string Name, string Sql) script) => $"{script.Name}@{Hash(script.Sql)}";

    private static string Hash(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
