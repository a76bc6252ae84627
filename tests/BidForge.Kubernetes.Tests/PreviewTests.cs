using BidForge.Kubernetes.Tests.Programs;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Kubernetes.Tests.Rules;

namespace BidForge.Kubernetes.Tests;

/// <summary>The system of a pull request: the environment dev, with a namespace and an address of its own.</summary>
public sealed class PreviewTests
{
    private const string Host = "pr-7.preview.example";
    private const string Namespace = "bidforge-pr-7";

    private static readonly Lazy<World> Preview = new(() =>
    {
        using var manifests = new CopiedManifests();
        return manifests.RenderByScript("dev", new Dictionary<string, string> { ["HOST"] = Host, ["NAMESPACE"] = Namespace }, KnownProgram.All.Keys.Append("cli").Select(Digest));
    });

    [Fact]
    public void It_is_asked_by_its_own_address_and_says_that_it_is_there()
    {
        var world = Preview.Value;
        Assert.All(world.Of("HTTPRoute"), route => Assert.Equal([Host], route.Json.Texts("spec/hostnames")));
        Assert.All(world.Of("Gateway").SelectMany(gateway => gateway.Json.List("spec/listeners")), listener => Assert.Equal(Host, listener.Text("hostname")));
        Assert.All(world.Of("Certificate"), certificate => Assert.Equal([Host], certificate.Json.Texts("spec/dnsNames")));
        var site = Assert.Single(world.Of("ConfigMap"), it => it.Json.Has("data/SITE_URL"));
        Assert.Equal($"https://{Host}", site.Json.Text("data/SITE_URL"));
        // All else is still that of dev.
        Assert.Equal("smtp.dev.example", site.Json.Text("data/MAIL_HOST"));
        Assert.Equal(2, world.Of("HTTPRoute").Count());
    }

    [Fact]
    public void Every_object_keeps_every_rule() =>
        Assert.Empty(RuleBook.All.SelectMany(rule => rule.Check(Preview.Value).Select(finding => $"{rule}: {finding}")));

    [Fact]
    public void Everything_is_in_its_own_namespace()
    {
        Assert.Equal(Namespace, Assert.Single(Preview.Value.Of("Namespace")).Name);
        Assert.All(Preview.Value.Objects.Where(it => it.Kind is not "Namespace"), it => Assert.Equal(Namespace, it.Json.Text("metadata/namespace")));
    }

    [Fact]
    public void It_runs_what_was_built_for_it() => Assert.All(Preview.Value.Of("Deployment"), it =>
        Assert.Equal(Digest(it.Name), $"{it.Name}={it.PodTemplate.Text("spec/containers/0/image")}"));

    private static string Digest(string name) => $"{name}=ghcr.io/bidforge/{name}@sha256:{new string('7', 64)}";
}
