using BidForge.Kubernetes.Tests.Programs;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Kubernetes.Tests.Rules;

namespace BidForge.Kubernetes.Tests;

/// <summary>Production with the component that sends faults to Sentry.</summary>
public sealed class SentryTests
{
    private const string Setting = "Sentry__Dsn";

    private static readonly Lazy<World> Told = new(() =>
    {
        using var manifests = new CopiedManifests();
        return manifests.Render("namespace: bidforge\nresources: [../production]\ncomponents: [../../components/sentry]\n");
    });

    public static TheoryData<string> Programs => [.. KnownProgram.All.Keys];

    [Fact]
    public void Every_object_keeps_every_rule() =>
        Assert.Empty(RuleBook.All.SelectMany(rule => rule.Check(Told.Value).Select(finding => $"{rule}: {finding}")));

    [Theory, MemberData(nameof(Programs))]
    public void A_program_finds_the_address_where_it_reads_secrets_and_may_go_there(string name)
    {
        Assert.Contains(Setting, KnownProgram.All[name].Settings);
        var deployment = Told.Value.Find("Deployment", name)!;
        var secrets = deployment.PodTemplate.List("spec/volumes").Single(volume => volume.Text("name") is "secrets");
        Assert.Contains(Setting, Produced.FilesOf(Told.Value, secrets)!);
        Assert.Contains(Told.Value.Of("NetworkPolicy").Where(it => Selector.Matches(it.Json.At("spec/podSelector"), deployment.PodTemplate.Map("metadata/labels"))).SelectMany(it => it.Json.List("spec/egress")),
            rule => rule.List("ports").Any(port => port.Number("port") is 443) && rule.List("to").Any(peer => peer.Text("ipBlock/cidr") is "0.0.0.0/0"));
    }

    [Fact]
    public void Nobody_sends_anything_out_where_it_was_not_asked_for() => Assert.All(new[] { "dev", "staging", "production" }, environment =>
        Assert.DoesNotContain(Kubectl.Render($"overlays/{environment}").Of("ExternalSecret"), it => it.Json.Has($"spec/target/template/data/{Setting}")));
}
