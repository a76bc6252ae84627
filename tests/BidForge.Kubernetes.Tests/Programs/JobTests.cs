using System.CommandLine;
using BidForge.Cli.Verbs;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Kubernetes.Tests.Rules;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>What moves slots on a cluster: the nightly comparison, and the jobs that somebody starts.</summary>
public sealed class JobTests
{
    public static TheoryData<string> Jobs => [.. Directory.GetDirectories(Path.Combine(Kubectl.Root, "k8s", "jobs")).Select(Path.GetFileName).OfType<string>().Where(name => name is not "shared").Order()];

    [Theory, MemberData(nameof(Jobs))]
    public void A_job_says_something_that_the_tool_understands(string job) => Understands(Container($"jobs/{job}"));

    [Theory, InlineData("dev"), InlineData("staging"), InlineData("production")]
    public void The_nightly_job_says_something_that_the_tool_understands(string environment) => Understands(Container($"overlays/{environment}"));

    [Theory, MemberData(nameof(Jobs))]
    public void A_job_keeps_every_rule_where_it_is_started(string job)
    {
        var started = Kubectl.Render($"jobs/{job}").Objects.Select(it => it.Json.DeepClone().AsObject()).ToList();
        started.ForEach(it => it["metadata"]!["namespace"] = "bidforge");
        var world = new World([.. Kubectl.Render("overlays/production").Objects.Select(it => it.Json), .. started]);
        Assert.Empty(RuleBook.All.SelectMany(rule => rule.Check(world).Select(finding => $"{rule}: {finding}")));
    }

    [Theory, MemberData(nameof(Jobs))]
    public void A_job_runs_as_the_nightly_one_does(string job)
    {
        var (mine, nightly) = (Container($"jobs/{job}"), Container("overlays/production"));
        Assert.Equal(nightly.Json.Text("image"), mine.Json.Text("image"));
        Assert.Equal(nightly.Pod.Map("metadata/labels")["app.kubernetes.io/name"], mine.Pod.Map("metadata/labels")["app.kubernetes.io/name"]);
        Assert.Equal(Variables(nightly), Variables(mine));
    }

    [Fact]
    public void Shards_that_a_job_names_are_there()
    {
        var world = Kubectl.Render("overlays/production");
        Assert.All(Jobs.SelectMany(job => Container($"jobs/{job.Data}").Json.Texts("args")).Where(word => word.StartsWith("bid", StringComparison.Ordinal)),
            shard => Assert.Contains(world.Postgres, it => it.Name == shard));
    }

    private static void Understands(Container container)
    {
        Assert.Equal(["dotnet", "bidforge.dll"], container.Json.Texts("command"));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "bidforge.dll")));
        var parsed = new RootCommand { ShardsVerb.Create() }.Parse([.. container.Json.Texts("args")]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(["BIDFORGE_SECRETS", "BIDFORGE_STATE"], Variables(container).Keys.Order());
    }

    private static Dictionary<string, string?> Variables(Container container) => container.Json.List("env").ToDictionary(variable => variable.Text("name")!, variable => variable.Text("value"));

    private static Container Container(string folder) => Kubectl.Render(folder).Containers.Single(it => it.Owner.Kind is "Job" or "CronJob" && it.Owner.Labels["app.kubernetes.io/name"] is "shards");
}
