using Aspire.Hosting.ApplicationModel;

namespace BidForge.AppHost.Native.Running;

/// <summary>Which resources need which.</summary>
internal static class Selection
{
    /// <summary>The named resources with everything they wait for or hold a connection string of; services they only call are not included.</summary>
    public static List<Resource> With(IReadOnlyList<Resource> described, IEnumerable<string> names)
    {
        var chosen = new HashSet<Resource>();
        var open = new Stack<Resource>(names.Select(n => described.SingleOrDefault(r => r.Name == n) ?? throw new ArgumentException($"No resource is named {n}.")));
        while (open.TryPop(out var resource))
        {
            if (!chosen.Add(resource))
                continue;
            foreach (var needed in resource.WaitsFor.Concat(resource.References.Where(r => r is IConnection)).Append(resource.Host))
                open.Push(needed);
        }

        return [.. described.Where(chosen.Contains)];
    }

    /// <summary>How far each resource is from the ground: one more than the highest of those before it that it uses.</summary>
    public static Dictionary<Resource, int> Depths(IReadOnlyList<Resource> described)
    {
        var depths = new Dictionary<Resource, int>();
        foreach (var resource in described)
        {
            var used = resource.WaitsFor.Concat(resource.References).Select(r => r.Host).Where(r => r != resource && depths.ContainsKey(r));
            depths[resource] = used.Select(r => depths[r] + 1).DefaultIfEmpty(0).Max();
        }

        return depths;
    }
}
