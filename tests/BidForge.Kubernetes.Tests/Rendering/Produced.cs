using System.Text.Json.Nodes;

namespace BidForge.Kubernetes.Tests.Rendering;

/// <summary>Secrets are in no rendering; operators make them from objects that are.</summary>
internal static class Produced
{
    private static readonly string[] Login = ["username", "password", "host", "port", "connection_string"];
    private static readonly string[] Certificate = ["tls.crt", "tls.key", "ca.crt"];

    /// <summary>The keys of a secret that something makes; null for one that nothing does.</summary>
    public static IReadOnlyCollection<string>? KeysOf(World world, string? secret)
    {
        if (world.Of("ExternalSecret").FirstOrDefault(it => it.Json.Text("spec/target/name") == secret) is { } external)
            return [.. external.Json.Map("spec/target/template/data").Keys];
        if (world.Postgres.Any(it => $"{it.Name}-ca" == secret))
            return ["ca.crt"];
        if (world.Of("RabbitmqCluster").Any(it => $"{it.Name}-default-user" == secret))
            return Login;
        return world.Of("Certificate").Any(it => it.Json.Text("spec/secretName") == secret) ? Certificate : null;
    }

    /// <summary>The names of the files that a volume shows, below where it is mounted; null when a source of it is made by nothing.</summary>
    public static IReadOnlyCollection<string>? FilesOf(World world, JsonNode volume)
    {
        if (volume.Has("configMap"))
            return world.Find("ConfigMap", volume.Text("configMap/name")) is { } map ? [.. map.Json.Map("data").Keys] : null;
        var sources = volume.Has("projected") ? volume.List("projected/sources").Select(source => source.At("secret")) : [volume.At("secret")];
        var files = new List<string>();
        foreach (var source in sources)
        {
            if (KeysOf(world, source.Text("name") ?? source.Text("secretName")) is not { } keys)
                return null;
            files.AddRange(source.Has("items") ? source.List("items").Select(item => item.Text("path")!) : keys);
        }
        return files;
    }
}
