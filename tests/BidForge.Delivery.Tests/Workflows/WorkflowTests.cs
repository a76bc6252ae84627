namespace BidForge.Delivery.Tests.Workflows;

public sealed class WorkflowTests
{
    public static TheoryData<string, string> EveryRuleOnEveryWorkflow()
    {
        var data = new TheoryData<string, string>();
        foreach (var path in Directory.EnumerateFiles(Repository.Path(".github/workflows"), "*.yml").Order(StringComparer.Ordinal))
            foreach (var rule in Rules.All.Keys)
                data.Add(Path.GetFileName(path), rule);
        return data;
    }

    public static TheoryData<string> EveryRule() => [.. Rules.All.Keys];

    [Theory]
    [MemberData(nameof(EveryRuleOnEveryWorkflow))]
    public void A_workflow_keeps_the_rule(string file, string rule) => Assert.Empty(Rules.All[rule](new(Repository.Read($".github/workflows/{file}"))));

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void A_workflow_that_breaks_one_rule_is_caught_by_it_and_by_no_other(string rule)
    {
        var workflow = new Workflow(Fixtures.Breaking[rule]);
        Assert.Equal([rule], Rules.All.Where(one => one.Value(workflow).Any()).Select(one => one.Key));
    }

    [Fact]
    public void A_workflow_that_breaks_none_is_left_alone() => Assert.All(Rules.All.Values, rule => Assert.Empty(rule(new(Fixtures.Good))));

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("images.yml")]
    [InlineData("release.yml")]
    [InlineData("preview.yml")]
    [InlineData("deploy.yml")]
    [InlineData("rollout.yml")]
    [InlineData("codeql.yml")]
    public void It_is_there(string file) => Assert.True(File.Exists(Repository.Path($".github/workflows/{file}")));

    [Fact]
    public void Main_goes_to_staging_and_a_tag_to_production()
    {
        var deploy = new Workflow(Repository.Read(".github/workflows/deploy.yml"));
        var push = deploy["on"]!.Get("push")!;
        Assert.Equal("[ main ]", push.Get("branches")!.ToString());
        Assert.Equal("[ v*.*.* ]", push.Get("tags")!.ToString());
        var staging = deploy.Jobs.Single(job => job.Node.Get("with")?.Text("environment") is "staging");
        var production = deploy.Jobs.Single(job => job.Node.Get("with")?.Text("environment") is "production");
        Assert.Contains("refs/heads/main", staging.Node.Text("if"));
        Assert.Contains("'tag'", production.Node.Text("if"));
        Assert.All([staging, production], job => Assert.Contains("images", job.Node.Get("needs")!.ToString()));
    }

    [Fact]
    public void What_lands_on_main_is_tested_once_before_it_is_rolled_out()
    {
        Assert.Equal(["pull_request", "workflow_call", "workflow_dispatch"], new Workflow(Repository.Read(".github/workflows/ci.yml")).Triggers.Order());
        var deploy = new Workflow(Repository.Read(".github/workflows/deploy.yml"));
        Assert.Single(deploy.Jobs, job => job.Node.Text("uses") is "./.github/workflows/ci.yml");
        Assert.Equal(2, deploy.Jobs.Count(job => job.Node.Text("uses") is "./.github/workflows/rollout.yml"));
    }

    [Fact]
    public void A_failed_roll_out_is_said()
    {
        var job = Assert.Single(new Workflow(Repository.Read(".github/workflows/rollout.yml")).Jobs);
        var steps = job.Steps.ToList();
        var rollOut = steps.FindIndex(step => step.Text("run")?.Contains("deploy.sh", StringComparison.Ordinal) is true);
        var notice = steps.FindIndex(step => step.Text("if") is "failure()" && step.Text("run")?.Contains("notify.sh", StringComparison.Ordinal) is true);
        Assert.InRange(notice, rollOut + 1, steps.Count);
        Assert.Contains("inputs.environment", job.Node.Get("environment")!.Text("name"));
    }

    [Fact]
    public void Dependencies_of_every_kind_are_kept_up()
    {
        var kinds = new Workflow("jobs: {}\n" + Repository.Read(".github/dependabot.yml"))["updates"]!;
        Assert.Equal(
            ["nuget", "github-actions", "docker", "npm"],
            ((YamlDotNet.RepresentationModel.YamlSequenceNode)kinds).Select(update => update.Text("package-ecosystem")));
        var npm = ((YamlDotNet.RepresentationModel.YamlSequenceNode)kinds).Single(update => update.Text("package-ecosystem") is "npm").Get("directories")!;
        Assert.Equal(NodeFolders(Repository.Root).Order(StringComparer.Ordinal), ((YamlDotNet.RepresentationModel.YamlSequenceNode)npm).Select(folder => folder.ToString()).Order(StringComparer.Ordinal));
    }

    /// <summary>Where a package.json of our own is, from the root on.</summary>
    private static IEnumerable<string> NodeFolders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(inner => Path.GetFileName(inner) is not ("node_modules" or "artifacts") and not ['.', ..])
        .SelectMany(NodeFolders).Concat(File.Exists(Path.Combine(folder, "package.json")) ? [$"/{Path.GetRelativePath(Repository.Root, folder)}"] : []);
}
