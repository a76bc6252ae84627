namespace BidForge.Cli.TestRuns;

/// <summary>
/// Where tests keep what they throw away: in memory where there is room for it. Dozens of servers are set up and databases made in a run, of some hundred files each, and
/// none of it is to last.
/// </summary>
internal sealed class Scratch : IDisposable
{
    // Two systems at a time need some 2 GB.
    private const long Room = 8L << 30;
    private const string Memory = "/dev/shm";
    private const string Prefix = "bidforge-test-";

    private readonly string? folder;

    public Scratch()
    {
        if (!Directory.Exists(Memory) || new DriveInfo(Memory) is not { DriveFormat: "tmpfs", AvailableFreeSpace: > Room })
            return;
        foreach (var left in Directory.EnumerateDirectories(Memory, Prefix + "*").Where(left => !Directory.Exists($"/proc/{Path.GetFileName(left)[Prefix.Length..]}")))
            Delete(left);
        folder = Path.Combine(Memory, $"{Prefix}{System.Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        // As /tmp is: servers run as users of their own.
        File.SetUnixFileMode(folder, (UnixFileMode)0b1_111_111_111);
    }

    /// <summary>What tells a program where its temporary files go; nothing where they stay in the usual place.</summary>
    public IReadOnlyDictionary<string, string> Environment => folder is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["TMPDIR"] = folder };

    public string Folder => folder ?? Path.GetTempPath();

    public void Dispose()
    {
        if (folder is not null)
            Delete(folder);
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Somebody still writes there: the next run deletes it.
        }
    }
}
