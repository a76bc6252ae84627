using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Migrations;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>Each service that has a database has a job that brings it up: the program that will serve, on its database and nothing else.</summary>
public sealed class MigrationTests
{
    /// <summary>Opens sealed bids, which no migration does.</summary>
    private const string Keys = "Sealing__KeyFile";

    public static TheoryData<string> Overlays => ["dev", "staging", "production"];

    public static MatrixTheoryData<string, string> Services => new(["dev", "staging", "production"], Migrating);

    private static IEnumerable<string> Migrating => KnownProgram.All.Where(program => program.Value.Settings.Contains("Migrations__AtStart")).Select(program => program.Key);

    [Theory, MemberData(nameof(Overlays))]
    public void Every_service_that_has_a_database_has_a_job_and_nobody_else(string environment)
    {
        Assert.Equal(["analytics", "auth", "bid", "file", "notification", "project"], Migrating.Order());
        Assert.Equal(Migrating.Select(service => $"migrate-{service}").Order(), Kubectl.Render($"overlays/{environment}").Of("Job").Select(it => it.Name).Order());
    }

    [Theory, MemberData(nameof(Services))]
    public void The_service_itself_does_not_migrate_when_it_starts(string environment, string service) =>
        Assert.Equal("false", Variables(SettingsTests.Container(environment, service))["Migrations__AtStart"]);

    [Theory, MemberData(nameof(Services))]
    public void The_job_runs_what_will_serve_with_the_same_settings_but_for_the_keys_of_bids(string environment, string service)
    {
        var (serves, migrates) = (SettingsTests.Container(environment, service), Job(environment, service));
        foreach (var same in new[] { "image", "command", "resources", "securityContext" })
            Assert.Equal(serves.Json.At(same)!.ToJsonString(), migrates.Json.At(same)!.ToJsonString());
        Assert.Equal(Variables(serves).Where(variable => variable.Key is not Keys), Variables(migrates));
        Assert.Equal(Volumes(serves).Where(volume => volume is not "keys"), Volumes(migrates));
        foreach (var same in new[] { "spec/securityContext", "spec/serviceAccountName" })
            Assert.Equal(serves.Pod.At(same)!.ToJsonString(), migrates.Pod.At(same)!.ToJsonString());
    }

    [Theory, MemberData(nameof(Services))]
    public void Its_arguments_are_those_that_a_service_understands(string environment, string service)
    {
        var arguments = Job(environment, service).Json.Texts("args");
        Assert.Equal("migrate", arguments[0]);
        var parsed = MigrateArguments.Parse(arguments.Skip(1));
        Assert.True(parsed.Wait);
        Assert.False(parsed.DryRun);
        Assert.Null(parsed.Only);
    }

    [Theory, MemberData(nameof(Services))]
    public void It_reaches_names_and_databases_and_is_reached_by_nobody(string environment, string service)
    {
        var world = Kubectl.Render($"overlays/{environment}");
        var labels = Job(environment, service).Pod.Map("metadata/labels");
        var policies = world.Of("NetworkPolicy").Where(it => Selector.Matches(it.Json.At("spec/podSelector"), labels)).ToList();
        Assert.Empty(policies.SelectMany(it => it.Json.List("spec/ingress")));
        var allowed = policies.SelectMany(it => it.Json.List("spec/egress")).SelectMany(rule => rule.List("ports").SelectMany(port => rule.List("to").Select(peer =>
            $"{port.Text("port")} {peer.Text("podSelector/matchLabels/k8s-app") ?? peer.Text("podSelector/matchExpressions/0/key")}")));
        Assert.Equal(["53 kube-dns", "5432 cnpg.io/cluster"], allowed.Distinct().Order());
        Assert.Contains(world.Find("NetworkPolicy", "postgres")!.Json.List("spec/ingress"), rule =>
            rule.List("ports").Any(port => port.Number("port") is 5432) && rule.List("from").Any(peer => Selector.Matches(peer.At("podSelector"), labels)));
        Assert.DoesNotContain(world.Of("Service"), it => Selector.MatchesAll(it.Json.Map("spec/selector"), labels));
    }

    private static Container Job(string environment, string service) =>
        Kubectl.Render($"overlays/{environment}").Containers.Single(it => it.Owner.Kind is "Job" && it.Owner.Name == $"migrate-{service}");

    private static Dictionary<string, string> Variables(Container container) =>
        container.Json.List("env").ToDictionary(variable => variable.Text("name")!, variable => variable.Text("value") ?? variable.At("valueFrom")!.ToJsonString(), StringComparer.Ordinal);

    private static IEnumerable<string> Volumes(Container container) => container.Pod.List("spec/volumes").Select(volume => volume.Text("name")!);
}
