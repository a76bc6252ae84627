using BidForge.Cli.Running;
using BidForge.Load;

namespace BidForge.Cli.Load;

/// <summary>What runs from a state folder, as a target of load.</summary>
internal static class LoadTargets
{
    public static LoadTarget Of(StateFolder folder)
    {
        var state = folder.ReadOrFail();
        return new(
            Urls(state, "gateway")[0], Urls(state, "bid"), Urls(state, "project")[0],
            state.Resources.SelectMany(resource => resource.ConnectionStrings).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value),
            () => folder.ReadOrFail().Resources.ToDictionary(
                resource => resource.Name, resource => (IReadOnlyList<int>)[.. resource.Replicas.Select(replica => replica.Pid).OfType<int>()]));
    }

    private static List<Uri> Urls(SystemState state, string name) =>
        [.. state.Resources.Single(resource => resource.Name == name).Replicas.Select(replica => new Uri(replica.Endpoints["http"]))];
}
