using System.Globalization;

namespace BidForge.Cli.Running;

/// <summary>Resident memory of a process and of all that it started, pages that are shared counted once (proportional set size).</summary>
internal static class MemoryInUse
{
    /// <returns>Bytes and the number of processes.</returns>
    public static (long Bytes, int Processes) Of(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ParentOf(pid) is { } parent)
                parents[pid] = parent;
        var tree = parents.Keys.Where(pid => IsUnder(pid, root, parents)).Select(Pss).OfType<long>().ToList();
        return (tree.Sum(), tree.Count);
    }

    private static bool IsUnder(int pid, int root, Dictionary<int, int> parents)
    {
        for (var at = pid; at > 1; at = parents.GetValueOrDefault(at))
            if (at == root)
                return true;
        return false;
    }

    private static int? ParentOf(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        return stat is null ? null : int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static long? Pss(int pid)
    {
        var line = Read($"/proc/{pid}/smaps_rollup")?.Split('\n').FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
