namespace BidForge.Load.Measuring;

/// <summary>
/// Processor seconds per resource between two moments: a process, all that it started, and what those that have ended since had used.
/// PostgreSQL's sessions count for their server, pgbench and this program for "load".
/// </summary>
internal sealed class CpuSplit
{
    private readonly LoadTarget target;
    private readonly Dictionary<string, double> before;

    private CpuSplit(LoadTarget target) => (this.target, before) = (target, Read(target));

    public static CpuSplit Start(LoadTarget target) => new(target);

    /// <summary>Seconds since the start; resources that used next to nothing are left out.</summary>
    public IReadOnlyDictionary<string, double> Stop() => Read(target)
        .Select(now => (now.Key, Used: Math.Round(now.Value - before.GetValueOrDefault(now.Key), 2)))
        .Where(used => used.Used >= 0.05).OrderByDescending(used => used.Used).ToDictionary(used => used.Key, used => used.Used);

    private static Dictionary<string, double> Read(LoadTarget target)
    {
        var (tree, roots) = (new ProcessTree(), target.Roots());
        var split = roots.ToDictionary(resource => resource.Key, resource => resource.Value.Sum(tree.Seconds));
        // A system that this program started is below it in the tree, and no load.
        var own = roots.Where(resource => resource.Value.Any(pid => tree.IsUnder(pid, Environment.ProcessId))).Sum(resource => split[resource.Key]);
        split["load"] = tree.Seconds(Environment.ProcessId) - own;
        return split;
    }
}
