using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Kubernetes.Tests.Rules;

namespace BidForge.Kubernetes.Tests;

/// <summary>What is deployed: every environment, as kustomize renders it.</summary>
public sealed class OverlayTests
{
    private static readonly string[] Environments = ["dev", "staging", "production"];

    public static MatrixTheoryData<string, string> Rules => new(Environments, RuleBook.All.Select(rule => rule.Id));

    public static TheoryData<string> Overlays => [.. Environments];

    public static TheoryData<string> Folders => [.. new[] { "*.yaml", "*.json" }
        .SelectMany(kind => Directory.EnumerateFiles(Path.Combine(Kubectl.Root, "k8s"), kind, SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Path.Combine(Kubectl.Root, "k8s"), file))];

    [Theory, MemberData(nameof(Rules))]
    public void Every_object_keeps_every_rule(string environment, string rule) => Assert.Empty(RuleBook.Find(rule).Check(Kubectl.Render($"overlays/{environment}")));

    [Theory, MemberData(nameof(Overlays))]
    public void Whoever_is_let_off_a_rule_says_why_and_would_break_it(string environment)
    {
        var world = Kubectl.Render($"overlays/{environment}");
        Assert.All(world.Objects.SelectMany(it => it.Annotations.Where(note => note.Key.StartsWith(Rule.Ignore, StringComparison.Ordinal)).Select(note => (it, note))), exempt =>
        {
            Assert.True(exempt.note.Value.Length > 10, $"{exempt.it} gives no reason");
            var rule = RuleBook.All.Single(rule => rule.Name == exempt.note.Key[Rule.Ignore.Length..]);
            Assert.Contains(rule.Find(world), finding => finding.Object == exempt.it);
        });
    }

    [Fact]
    public void Nobody_is_let_off_in_staging_and_production() => Assert.All(new[] { "staging", "production" }, environment =>
        Assert.DoesNotContain(Kubectl.Render($"overlays/{environment}").Objects, it => it.Annotations.Keys.Any(key => key.StartsWith(Rule.Ignore, StringComparison.Ordinal))));

    [Theory, MemberData(nameof(Overlays))]
    public void Everything_is_in_the_environments_own_namespace(string environment)
    {
        var world = Kubectl.Render($"overlays/{environment}");
        var name = environment is "production" ? "bidforge" : $"bidforge-{environment}";
        Assert.Equal(name, Assert.Single(world.Of("Namespace")).Name);
        Assert.All(world.Objects.Where(it => it.Kind is not "Namespace"), it => Assert.Equal(name, it.Json.Text("metadata/namespace")));
    }

    [Fact]
    public void Environments_differ_by_configuration_only()
    {
        var programs = Environments.Select(environment => Kubectl.Render($"overlays/{environment}").Of("Deployment")
            .ToDictionary(it => it.Name, it => it.PodTemplate.List("spec/containers").Select(container => $"{container.Text("image")} {string.Join(' ', container.Texts("command"))}").Single())).ToList();
        Assert.Equal(8, programs[0].Count);
        Assert.All(programs, these => Assert.Equivalent(programs[0], these, strict: true));
    }

    [Theory, MemberData(nameof(Folders))]
    public void No_file_of_the_tree_is_left_unused(string file)
    {
        var name = Path.GetFileName(file);
        if (name is "kustomization.yaml")
            return;
        var folder = Path.Combine(Kubectl.Root, "k8s", Path.GetDirectoryName(file)!);
        var users = new[] { folder, Path.GetDirectoryName(folder)! }.Select(at => Path.Combine(at, "kustomization.yaml")).Where(File.Exists).Select(File.ReadAllText);
        Assert.Contains(users, user => user.Contains(name, StringComparison.Ordinal));
    }
}
