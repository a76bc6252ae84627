using System.Globalization;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Kubernetes.Tests.Rules;

namespace BidForge.Kubernetes.Tests;

/// <summary>Production of an earlier second, made of its backups: docs/disaster-recovery.md.</summary>
public sealed class RecoveryTests
{
    private static readonly string[] Programs =
        ["Deployment", "StatefulSet", "Job", "CronJob", "HorizontalPodAutoscaler", "ScaledObject", "RabbitmqCluster", "Gateway", "HTTPRoute", "PrometheusRule", "ServiceMonitor", "PodMonitor"];

    private static World Production => Kubectl.Render("overlays/production");

    private static World Recovery => Kubectl.Render("overlays/recovery");

    public static TheoryData<string> Servers => [.. Production.Postgres.Select(it => it.Name)];

    [Theory, MemberData(nameof(Servers))]
    public void Each_server_of_production_is_made_of_its_own_backups(string server)
    {
        var (before, after) = (Of(Production, server), Of(Recovery, server));
        Assert.False(after.Json.Has("spec/bootstrap/initdb"));
        var origin = Assert.Single(after.Json.List("spec/externalClusters"));
        Assert.Equal(after.Json.Text("spec/bootstrap/recovery/source"), origin.Text("name"));
        var archiver = Assert.Single(before.Json.List("spec/plugins"));
        Assert.Equal(archiver.Text("name"), origin.Text("plugin/name"));
        Assert.Equal(archiver.Text("parameters/barmanObjectName"), origin.Text("plugin/parameters/barmanObjectName"));
        Assert.Equal(archiver.Text("parameters/serverName") ?? server, origin.Text("plugin/parameters/serverName"));
        foreach (var same in new[] { "database", "owner", "secret/name" })
            Assert.Equal(before.Json.Text($"spec/bootstrap/initdb/{same}"), after.Json.Text($"spec/bootstrap/recovery/{same}"));
    }

    [Fact]
    public void All_servers_go_back_to_one_second_whose_zone_is_said()
    {
        var second = Assert.Single(Recovery.Postgres.Select(it => it.Json.Text("spec/bootstrap/recovery/recoveryTarget/targetTime")).Distinct());
        Assert.True(DateTimeOffset.TryParseExact(second, "yyyy-MM-dd HH:mm:ss.fffff+00", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), second);
    }

    [Fact]
    public void No_server_writes_its_log_where_another_did()
    {
        var written = Recovery.Postgres.Select(it => it.Json.Text("spec/plugins/0/parameters/serverName")).ToList();
        Assert.DoesNotContain(null, written);
        Assert.Equal(written.Count, written.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(written.Intersect(Recovery.Postgres.SelectMany(it => it.Json.List("spec/externalClusters")).Select(it => it.Text("plugin/parameters/serverName"))));
    }

    [Fact]
    public void It_stands_beside_production_and_no_program_runs_yet()
    {
        Assert.NotEqual(Assert.Single(Production.Of("Namespace")).Name, Assert.Single(Recovery.Of("Namespace")).Name);
        Assert.All(Recovery.Objects.Where(it => it.Kind is not "Namespace"), it => Assert.Equal("bidforge-recovery", it.Json.Text("metadata/namespace")));
        Assert.All(Programs, kind => Assert.NotEmpty(Production.Of(kind)));
        Assert.Empty(Recovery.Of(Programs));
    }

    [Fact]
    public void With_its_programs_it_keeps_every_rule()
    {
        var world = new World([.. Production.Objects.Except(Production.Postgres).Concat(Recovery.Postgres).Select(it => it.Json)]);
        Assert.Empty(RuleBook.All.SelectMany(rule => rule.Check(world).Select(finding => $"{rule}: {finding}")));
    }

    private static KubeObject Of(World world, string server) => Assert.Single(world.Postgres, it => it.Name == server);
}
