namespace BidForge.AppHost.Native.Running;

/// <summary>
/// What makes a server leave each finished file of its log in a folder, from where it is sealed into the store. The server itself has no key: it runs as another user.
/// </summary>
internal static class WalArchiving
{
    /// <summary>While a state folder has this file, its servers archive: ./bidforge backup init writes it.</summary>
    public static string SettingsFile(string stateFolder) => Path.Combine(stateFolder, "backup.json");

    /// <summary>Beside a server's data folder, and its user's like it.</summary>
    public static string FolderOf(string dataFolder) => dataFolder + "-archive";

    /// <summary>Settings of PostgreSQL. A file of the log is finished when it is full, or a minute after its first record.</summary>
    public static IEnumerable<string> Settings(string folder)
    {
        if (folder.AsSpan().ContainsAny("\"$`\\"))
            throw new InvalidOperationException($"The log cannot be archived to {folder}: a shell would read its name as something else.");
        var file = $"\"{folder.Replace("%", "%%", StringComparison.Ordinal)}/%f\"";
        var draft = $"\"{folder.Replace("%", "%%", StringComparison.Ordinal)}/%f.part\"";
        // After a crash the server may hand over again what is there already: the same is fine, another file under the same name is not.
        return
        [
            "archive_mode=on", "archive_timeout=60",
            $"archive_command=if test -f {file}; then cmp -s \"%p\" {file}; else cp \"%p\" {draft} && sync {draft} && mv {draft} {file}; fi",
        ];
    }
}
