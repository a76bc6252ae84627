using System.Text;

namespace BidForge.AppHost.Native.Running;

/// <summary>
/// What makes a server leave each finished file of its log in a folder, from where it is sealed into the store. The server itself has no key: it runs as another user.
/// </summary>
internal static class WalArchiving
{
    /// <summary>PostgreSQL 15 cuts off, without a word, what is longer once the names are in it (MAXPGPATH, with the zero at its end).</summary>
    public const int CommandLimit = 1023;

    // The mark that a base backup leaves in the log.
    private const string LongestName = "000000010000000000000002.00000028.backup";

    /// <summary>While a state folder has this file, its servers archive: ./bidforge backup init writes it.</summary>
    public static string SettingsFile(string stateFolder) => Path.Combine(stateFolder, "backup.json");

    /// <summary>Beside a server's data folder, and its user's like it.</summary>
    public static string FolderOf(string dataFolder) => dataFolder + "-archive";

    /// <summary>Settings of PostgreSQL. A file of the log is finished when it is full, or a minute after its first record.</summary>
    /// <exception cref="InvalidOperationException">The folder's name can't be part of a command, or makes it too long.</exception>
    public static IEnumerable<string> Settings(string folder)
    {
        if (folder.AsSpan().ContainsAny("\"$`\\"))
            throw new InvalidOperationException($"The log cannot be archived to {folder}: a shell would read its name as something else.");
        // After a crash the server may hand over again what is there already: the same is fine, another file under the same name is not.
        // The folder is named once, for the command's length has a limit.
        var command = $"to=\"{folder.Replace("%", "%%", StringComparison.Ordinal)}/%f\"; "
            + "if test -f \"$to\"; then cmp -s \"%p\" \"$to\"; else cp \"%p\" \"$to.part\" && sync \"$to.part\" && mv \"$to.part\" \"$to\"; fi";
        var longest = Encoding.UTF8.GetByteCount(command.Replace("%p", "pg_wal/" + LongestName, StringComparison.Ordinal).Replace("%f", LongestName, StringComparison.Ordinal));
        if (longest > CommandLimit)
            throw new InvalidOperationException($"The log cannot be archived to {folder}: its name is {longest - CommandLimit} bytes too long for PostgreSQL.");
        return ["archive_mode=on", "archive_timeout=60", $"archive_command={command}"];
    }
}
