using System.Text.Json;

namespace BidForge.Backups.Tests;

/// <summary>The rehearsal that is run every month, cut short.</summary>
public sealed class DrillTests
{
    [Fact]
    public async Task A_drill_to_a_chosen_second_misses_nothing_from_before_it_and_has_nothing_from_after_it()
    {
        using var drill = JsonDocument.Parse(await Tool.ExpectAsync("backup", "drill", "--seconds", "4", "--at", "1", "--json"));
        var (first, target) = (Time("first"), Time("target"));
        Assert.Equal(TimeSpan.FromSeconds(1), target - first);
        Assert.Equal((0, 0), (Number("missing"), Number("tooMany")));
        // Neither is so for want of rows: some were there to be missed, and the stored log has later ones, which a restore that went too far would have brought.
        Assert.InRange(Number("before"), 1, Number("written") - 1);
        Assert.InRange(Number("written") - Number("before") - Number("lost"), 1, int.MaxValue);
        Assert.InRange(Number("lost"), 1, int.MaxValue);

        int Number(string name) => drill.RootElement.GetProperty(name).GetInt32();

        DateTimeOffset Time(string name) => drill.RootElement.GetProperty(name).GetDateTimeOffset();
    }

    [Fact]
    public async Task A_second_that_nothing_is_written_after_is_refused()
    {
        var (code, _, errors) = await Tool.RunAsync("backup", "drill", "--seconds", "4", "--at", "4");
        Assert.Equal(2, code);
        Assert.Contains("--at", errors, StringComparison.Ordinal);
    }
}
