using BidForge.Backups.Logs;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Bases;

/// <summary>A copy of a server's files; with the log from its first file on, it becomes the server of any later second.</summary>
/// <param name="Server">Of which server.</param>
/// <param name="Label">When it was begun, and its name.</param>
/// <param name="StartedAt">By the server's clock.</param>
/// <param name="FinishedAt">From then on it can be restored to.</param>
/// <param name="SystemId">By which PostgreSQL tells servers apart.</param>
/// <param name="FirstWal">First file of the log that it needs.</param>
/// <param name="LastWal">Last file of the log without which it is no server at all.</param>
/// <param name="Bytes">Of the server's files.</param>
/// <param name="StoredBytes">Compressed and sealed.</param>
/// <param name="Files">How many files, each compared with its checksum when the backup was read back.</param>
public sealed record BaseBackup(
    string Server, string Label, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string SystemId, string FirstWal, string LastWal, long Bytes, long StoredBytes, int Files)
{
    internal string Content => $"{Folder}/base.tar";

    internal string Folder => $"{Server}/base/{Label}";

    internal WalSegment First => WalSegment.Parse(FirstWal);

    internal static string RecordOf(string server, string label) => $"{server}/base/{label}/backup";

    /// <summary>The finished ones, oldest first; a folder without a record was never finished.</summary>
    public static async Task<IReadOnlyList<BaseBackup>> ListAsync(BackupStore store, string server, CancellationToken cancellationToken)
    {
        var found = new List<BaseBackup>();
        foreach (var label in store.Folders($"{server}/base").Where(label => store.Has(RecordOf(server, label))))
            found.Add(await store.ReadJsonAsync<BaseBackup>(RecordOf(server, label), cancellationToken));
        return [.. found.OrderBy(backup => backup.FinishedAt)];
    }
}
