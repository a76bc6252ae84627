using Npgsql;

namespace BidForge.Backups.Servers;

/// <param name="Name">postgres, postgres1 ...</param>
/// <param name="ConnectionString">As a superuser, without a database.</param>
/// <param name="ArchiveFolder">Where the server leaves finished files of its log.</param>
public sealed record BackedUpServer(string Name, string ConnectionString, string ArchiveFolder)
{
    private const string ArchiveEnding = "-archive";

    /// <summary>Beside a server's data folder, and its user's like it.</summary>
    public static string ArchiveFolderIn(string dataRoot, string server) => WalArchiving.FolderOf(Path.Combine(dataRoot, server));

    /// <summary>The servers that leave their log in a data root.</summary>
    public static IReadOnlyList<(string Server, string Folder)> ArchiveFoldersIn(string dataRoot) => Directory.Exists(dataRoot)
        ? [.. Directory.EnumerateDirectories(dataRoot, "*" + ArchiveEnding).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path)[..^ArchiveEnding.Length], path))]
        : [];

    internal async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres;Pooling=false;Timeout=30;Command Timeout=120");
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (NpgsqlException unreachable)
        {
            await connection.DisposeAsync();
            throw new BackupFailure($"{Name} does not answer: {unreachable.Message}", unreachable);
        }
    }

    internal async Task<T> AskAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
