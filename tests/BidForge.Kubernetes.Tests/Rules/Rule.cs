using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Something that must hold of every rendering.</summary>
/// <param name="Id">The tool that has such a rule and its name there, or bidforge/ for our own.</param>
/// <param name="Find">What does not hold, and why.</param>
internal sealed record Rule(string Id, Func<World, IEnumerable<Finding>> Find)
{
    /// <summary>An object may be let off with a reason, as kube-linter's users do it.</summary>
    public const string Ignore = "ignore-check.kube-linter.io/";

    public string Name => Id.Split('/')[1];

    /// <summary>What does not hold and was not let off.</summary>
    public IReadOnlyList<Finding> Check(World world) => [.. Find(world).Where(finding => finding.Object?.Annotations.ContainsKey(Ignore + Name) is not true)];

    /// <summary>Of each object of some kinds.</summary>
    public static Rule Of(string id, string kinds, Func<KubeObject, bool> holds) =>
        new(id, world => world.Of(kinds.Split(' ')).Where(it => !holds(it)).Select(it => new Finding(it, "")));

    /// <summary>Of each object of some kinds, looking at the others.</summary>
    public static Rule Among(string id, string kinds, Func<KubeObject, World, bool> holds) =>
        new(id, world => world.Of(kinds.Split(' ')).Where(it => !holds(it, world)).Select(it => new Finding(it, "")));

    /// <summary>Of each template of pods.</summary>
    public static Rule Pod(string id, Func<JsonNode, bool> holds) =>
        new(id, world => world.Workloads.Where(it => !holds(it.PodTemplate!)).Select(it => new Finding(it, "")));

    /// <summary>Of each container.</summary>
    public static Rule Container(string id, Func<JsonNode, bool> holds) =>
        new(id, world => world.Containers.Where(it => !holds(it.Json)).Select(it => new Finding(it.Owner, it.ToString())));

    /// <summary>Of each container of what serves and goes on serving.</summary>
    public static Rule Server(string id, Func<Container, bool> holds) =>
        new(id, world => world.Containers.Where(it => it.Owner.Kind is "Deployment" or "StatefulSet" && !holds(it)).Select(it => new Finding(it.Owner, it.ToString())));

    /// <summary>Of each PostgreSQL server.</summary>
    public static Rule Postgres(string id, Func<KubeObject, World, bool> holds) =>
        new(id, world => world.Postgres.Where(it => !holds(it, world)).Select(it => new Finding(it, "")));

    /// <summary>Of each reference that something finds: what it names must be there.</summary>
    public static Rule Reference(string id, Func<World, IEnumerable<(KubeObject From, string To)>> references, Func<World, string, bool> isThere) =>
        new(id, world => references(world).Where(it => !isThere(world, it.To)).Select(it => new Finding(it.From, $"there is no {it.To}")));

    public override string ToString() => Id;
}

/// <param name="Object">Of what it does not hold; null for the whole.</param>
/// <param name="Why">More, where the rule's name does not say it.</param>
internal sealed record Finding(KubeObject? Object, string Why)
{
    public override string ToString() => $"{Object} {Why}".Trim();
}
