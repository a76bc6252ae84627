namespace BidForge.Files.Tests.Support;

/// <summary>The image programs that this process started and that still run.</summary>
internal static class ChildProcesses
{
    public static IReadOnlyList<int> OfImages() => [.. Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && IsMine(id))];

    /// <summary>The one that runs, once it has given up its rights.</summary>
    public static async Task<int> TheOneAsync(CancellationToken cancellationToken)
    {
        var found = 0;
        await Eventually.TrueAsync(() =>
        {
            found = OfImages().FirstOrDefault();
            return Task.FromResult(found is not 0 && Read(found, "status").Contains("Seccomp:\t2", StringComparison.Ordinal));
        }, "the image program runs", cancellationToken);
        return found;
    }

    public static string Read(int id, string what) => File.ReadAllText($"/proc/{id}/{what}");

    private static bool IsMine(int id)
    {
        try
        {
            return Read(id, "cmdline").Contains("BidForge.Images.dll", StringComparison.Ordinal)
                && Read(id, "status").Contains($"\nPPid:\t{Environment.ProcessId}\n", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended.
            return false;
        }
    }
}
