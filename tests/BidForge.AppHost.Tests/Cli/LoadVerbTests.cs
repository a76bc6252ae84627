using System.Text.Json;

namespace BidForge.AppHost.Tests.Cli;

public sealed class LoadVerbTests
{
    [Fact]
    public async Task Moving_and_pinning_slots_never_make_the_balance_worse()
    {
        var (code, output, errors) = await RunningCli.RunAsync("bench", "balance", "--companies", "20000", "--json");
        Assert.True(code == 0, errors);
        using var results = JsonDocument.Parse(output);
        Assert.All(results.RootElement.EnumerateArray().SelectMany(balance => balance.GetProperty("spreads").EnumerateArray()), spread =>
        {
            double Of(string name) => spread.GetProperty(name).GetDouble();
            Assert.InRange(Of("packed"), 1, Of("even"));
            Assert.InRange(Of("pinnedAndPacked"), 1, Of("pinned"));
            Assert.True(Of("pinnedAndPacked") <= Of("packed"));
        });
    }

    [Theory]
    [InlineData("bench", "submit", "--clients", "1,x")]
    [InlineData("bench", "deadline", "--seconds", "0")]
    [InlineData("bench", "gateway", "--clients", "1000")]
    [InlineData("faults", "--rounds", "0")]
    [InlineData("archive", "--older-than", "24days")]
    [InlineData("archive", "--older-than", "0mo")]
    public async Task A_value_out_of_range_is_named_and_nothing_starts(params string[] arguments)
    {
        var (code, _, errors) = await RunningCli.RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(arguments[^2], errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measurement_of_a_system_that_does_not_run_says_so()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        var (code, _, errors) = await RunningCli.RunAsync("faults", "--state-dir", folder);
        Assert.Equal(5, code);
        Assert.Contains("not running", errors, StringComparison.Ordinal);
    }
}
