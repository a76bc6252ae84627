namespace BidForge.Ledger;

/// <summary>Writes a key file so that nobody else can read it and nobody ever sees half of it.</summary>
public static class KeyFileOnDisk
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the file unless there is one: of two processes that come at once, one makes it and both go on with that.</summary>
    public static void CreateNew(string path, KeyFile keys)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = WriteBeside(path, keys);
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Puts the keys in the place of the file that is there.</summary>
    public static void Replace(string path, KeyFile keys) => File.Move(WriteBeside(path, keys), path, overwrite: true);

    private static string WriteBeside(string path, KeyFile keys)
    {
        var temporary = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(keys.ToJson());
            file.Flush(flushToDisk: true);
        }
        return temporary;
    }
}
