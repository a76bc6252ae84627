using BidForge.Kubernetes.Tests.Fixtures;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Kubernetes.Tests.Rules;

namespace BidForge.Kubernetes.Tests;

/// <summary>The rules themselves: each finds what it is for.</summary>
public sealed class RuleTests
{
    public static TheoryData<string> Rules => [.. RuleBook.All.Select(rule => rule.Id)];

    public static TheoryData<string> Broken => [.. Fixture.All.Select(fixture => fixture.Rule).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void There_are_a_hundred_rules_of_the_known_tools_and_no_name_is_there_twice()
    {
        Assert.InRange(RuleBook.All.Count(rule => !rule.Id.StartsWith("bidforge/", StringComparison.Ordinal)), 100, RuleBook.All.Count);
        Assert.Equal(RuleBook.All.Count, RuleBook.All.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, MemberData(nameof(Rules))]
    public void Each_rule_has_a_fixture_that_breaks_it(string rule) => Assert.Contains(Fixture.All, fixture => fixture.Rule == rule);

    [Theory, MemberData(nameof(Broken))]
    public void The_rule_finds_each_of_its_fixtures_and_passes_what_they_were_made_of(string rule)
    {
        var production = Kubectl.Render("overlays/production");
        Assert.Empty(RuleBook.Find(rule).Check(production));
        Assert.All(Fixture.All.Where(fixture => fixture.Rule == rule), fixture => Assert.NotEmpty(RuleBook.Find(rule).Check(fixture.Break(production))));
    }
}
