using System.Globalization;

namespace BidForge.Load.Measuring;

/// <summary>All processes of the machine at one moment, from /proc, read once.</summary>
internal sealed class ProcessTree
{
    private const double TicksPerSecond = 100;

    private readonly Dictionary<int, (int Parent, double Seconds)> processes = [];

    public ProcessTree()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Stat(pid) is { } stat)
                processes[pid] = stat;
    }

    /// <summary>Those that a process started, directly or through others, without itself.</summary>
    public IEnumerable<int> Below(int root) => processes.Keys.Where(pid => pid != root && IsUnder(pid, root));

    public bool IsUnder(int pid, int root)
    {
        for (var at = pid; at > 1; at = processes.GetValueOrDefault(at).Parent)
            if (at == root)
                return true;
        return false;
    }

    /// <summary>Processor seconds that a process and all below it have used, and those that have ended.</summary>
    public double Seconds(int root) => processes.Keys.Where(pid => IsUnder(pid, root)).Sum(pid => processes[pid].Seconds);

    /// <summary>Own time and that of children that have ended and were waited for (proc(5): fields 4 and 14 to 17).</summary>
    private static (int Parent, double Seconds)? Stat(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
