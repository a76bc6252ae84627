namespace BidForge.Delivery.Tests.Scripts;

public sealed class ReleaseTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("v1.4.2", "Bids can be withdrawn on Sundays", "1.5.0")]
    [InlineData("v1.4.2", "Fix the total of an empty form", "1.4.3")]
    [InlineData("v1.4.2", "Docs: how to move a slot", "1.4.3")]
    [InlineData("v1.4.2", "Old clients are refused\n\nBREAKING CHANGE: send If-Match with every update", "2.0.0")]
    [InlineData("v0.4.2", "Old clients are refused\n\nBREAKING CHANGE: send If-Match with every update", "0.5.0")]
    [InlineData(null, "The marketplace opens", "0.1.0")]
    [InlineData("v1.4.2", "Fixtures for steel packages", "1.5.0")]
    public async Task The_next_version_follows_from_what_commits_say(string? last, string message, string next)
    {
        await CommitAsync("The beginning");
        if (last is not null)
            await GitAsync("tag", last);
        await CommitAsync(message);
        var (code, output, errors) = await sandbox.ScriptAsync("next-version.sh");
        Assert.True(code is 0, errors);
        Assert.Equal(next, output.Trim());
    }

    [Fact]
    public async Task Without_a_commit_there_is_no_version()
    {
        await CommitAsync("The beginning");
        await GitAsync("tag", "v1.0.0");
        Assert.Equal((0, ""), await sandbox.ScriptAsync("next-version.sh") is var (code, output, _) ? (code, output) : default);
    }

    [Fact]
    public async Task A_later_tag_of_another_kind_does_not_count()
    {
        await CommitAsync("The beginning");
        await GitAsync("tag", "v1.0.0");
        await CommitAsync("Fix a typo");
        await GitAsync("tag", "nightly");
        Assert.Equal("1.0.1", (await sandbox.ScriptAsync("next-version.sh")).Output.Trim());
    }

    [Fact]
    public async Task Notes_hold_every_commit_since_the_last_release_once_under_what_it_is()
    {
        await CommitAsync("The beginning");
        await GitAsync("tag", "v1.0.0");
        await CommitAsync("Bids can be withdrawn on Sundays");
        await CommitAsync("Fix the total of an empty form");
        await CommitAsync("Tests of leveling");
        await CommitAsync("Old clients are refused\n\nBREAKING CHANGE: send If-Match with every update");
        var (code, notes, errors) = await sandbox.ScriptAsync("release-notes.sh");
        Assert.True(code is 0, errors);
        Assert.Equal(
            ["## What you must change", "- send If-Match with every update", "## New", "- Bids can be withdrawn on Sundays", "- Old clients are refused", "## Fixed", "- Fix the total of an empty form", "## Behind the scenes", "- Tests of leveling"],
            notes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" (")[0]));
        Assert.DoesNotContain("The beginning", notes);
    }

    public void Dispose() => sandbox.Dispose();

    private async Task CommitAsync(string message)
    {
        if (!Directory.Exists(sandbox.At(".git")))
            await GitAsync("init", "--quiet");
        await GitAsync("-c", "user.name=Ann", "-c", "user.email=ann@builders.example", "-c", "commit.gpgsign=false", "commit", "--allow-empty", "--quiet", "--message", message);
    }

    private async Task GitAsync(params string[] arguments)
    {
        var (code, output, errors) = await sandbox.RunAsync("git", arguments);
        Assert.True(code is 0, output + errors);
    }
}
