using AngleSharp.Html.Parser;
using BidForge.Web.Api.Models;
using BidForge.Web.Components.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BidForge.Web.Tests.Charts;

public sealed class ChartTests
{
    private static readonly Spread Spread = new(
        Guid.NewGuid(), "USD", 3, 100_000, 105_000, 110_000, 120_000, 130_000, 113_333,
        [new(Guid.NewGuid(), "Able & Sons <Co>", 100_000), new(Guid.NewGuid(), "Best", 110_000), new(Guid.NewGuid(), "Crown", 130_000)]);

    [Fact]
    public async Task A_spread_has_a_dot_and_a_table_row_for_each_bid()
    {
        var page = await RenderAsync<SpreadPlot>(new() { ["Value"] = Spread });
        Assert.Equal(3, page.QuerySelectorAll("circle").Length);
        Assert.Equal(3, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("Able & Sons <Co>", page.QuerySelector("tbody th")!.TextContent);
    }

    [Fact]
    public async Task A_chart_says_in_words_what_it_shows()
    {
        var page = await RenderAsync<SpreadPlot>(new() { ["Value"] = Spread });
        var chart = page.QuerySelector("svg")!;
        Assert.Equal("img", chart.GetAttribute("role"));
        foreach (var id in chart.GetAttribute("aria-labelledby")!.Split(' ')) Assert.NotEmpty(page.GetElementById(id)!.TextContent);
        Assert.Contains("median 110,000.00", page.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bid_alone_is_drawn_inside_the_chart()
    {
        var one = Spread with { Count = 1, Low = 5, Q1 = 5, Median = 5, Q3 = 5, High = 5, Bids = [new(Guid.NewGuid(), "Only", 5)] };
        var page = await RenderAsync<SpreadPlot>(new() { ["Value"] = one });
        Assert.InRange(double.Parse(page.QuerySelector("circle")!.GetAttribute("cx")!, System.Globalization.CultureInfo.InvariantCulture), 0, 640);
    }

    [Fact]
    public async Task Nothing_in_a_chart_needs_inline_style()
    {
        var bars = await RenderAsync<StackedBars>(new()
        {
            ["Id"] = "x", ["Title"] = "Answers", ["Rows"] = new[] { new Bar("Roof", [new("Will bid", 2, "c-will"), new("Declined", 0, "c-declined")]) },
        });
        Assert.Empty(bars.QuerySelectorAll("[style], style, script"));
        Assert.Single(bars.QuerySelectorAll("svg.chart rect"));
    }

    [Fact]
    public void Ticks_are_round_and_inside_the_range() =>
        Assert.Equal([165_000, 166_000, 167_000, 168_000, 169_000, 170_000, 171_000], new Scale(164_800, 171_300, 0, 640).Ticks());

    [Fact]
    public void A_range_of_nothing_has_one_tick_and_lands_in_the_middle()
    {
        var scale = new Scale(5, 5, 0, 100);
        Assert.Equal([5], scale.Ticks());
        Assert.Equal(50, scale.At(5d));
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> RenderAsync<T>(Dictionary<string, object?> parameters) where T : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return new HtmlParser().ParseDocument(html);
    }
}
