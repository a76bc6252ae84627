using BidForge.Web.Text;

namespace BidForge.Web.Tests.Text;

public sealed class ZonedTests
{
    private static readonly DateTimeOffset Winter = new(2027, 1, 15, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Summer = new(2027, 7, 15, 19, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_deadline_is_shown_in_the_projects_zone_with_abbreviation_and_offset()
    {
        Assert.Equal("Fri, Jan 15, 2027, 2:00 PM CST (UTC\u221206:00)", Zoned.Full(Winter, "America/Chicago"));
        Assert.Equal("Thu, Jul 15, 2027, 2:00 PM CDT (UTC\u221205:00)", Zoned.Full(Summer, "America/Chicago"));
    }

    [Fact]
    public void Times_that_decide_are_shown_to_the_millisecond() =>
        Assert.Equal("Jan 15, 2027, 2:00:00.001 PM CST (UTC\u221206:00)", Zoned.Exact(Winter.AddMilliseconds(1), "America/Chicago"));

    [Fact]
    public void What_a_field_shows_is_what_it_reads()
    {
        Assert.Equal("2027-01-15T14:00", Zoned.Input(Winter, "America/Chicago"));
        Assert.Equal(Winter, Zoned.Parse("2027-01-15T14:00", "America/Chicago"));
    }

    [Fact]
    public void A_wall_time_that_the_clocks_skip_is_refused() => Assert.Null(Zoned.Parse("2027-03-14T02:30", "America/Chicago"));

    [Fact]
    public void Of_a_wall_time_that_comes_twice_the_first_is_meant() =>
        Assert.Equal(TimeSpan.FromHours(-5), Zoned.Parse("2027-11-07T01:30", "America/Chicago")!.Value.Offset);

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2027-13-01T10:00")]
    [InlineData(null)]
    public void What_is_no_time_is_none(string? typed) => Assert.Null(Zoned.Parse(typed, "America/Chicago"));

    [Fact]
    public void An_unknown_zone_is_shown_as_UTC_rather_than_failing_the_page() =>
        Assert.EndsWith("(UTC)", Zoned.Full(Winter, "Mars/Olympus"), StringComparison.Ordinal);
}
