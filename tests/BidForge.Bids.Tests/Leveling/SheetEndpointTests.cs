using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Leveling;

public sealed class SheetEndpointTests(Servers servers)
{
    private static readonly Guid Gravel = Market.SmallForm.Alternates[0].Id;

    [Fact]
    public async Task Alternates_are_taken_and_left_and_the_award_is_for_what_was_taken()
    {
        var market = await Market.OpenAsync(servers.First);
        var bid = (await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), 10m)).GetProperty("bid").Id("id");
        using var contractor = servers.First.As(market.Contractor);
        var path = $"/packages/{market.PackageId}/leveling/alternates";
        await contractor.WriteAsync(HttpMethod.Put, path, new { taken = new[] { Gravel } }).RefusedAsync(409, "package.not-opened");
        await market.CloseAndOpenAsync();
        var unknown = await contractor.WriteAsync(HttpMethod.Put, path, new { taken = new[] { Gravel, Guid.NewGuid() } }).RefusedAsync(400, "request.invalid");
        Assert.Equal("taken[1]", unknown.GetProperty("errors").EnumerateObject().Single().Name);

        var taken = await contractor.WriteAsync(HttpMethod.Put, path, new { taken = new[] { Gravel } }).OkAsync();
        Assert.Equal((1205m, -150.25m, 1054.75m), Totals(taken));
        Assert.Equal((1205m, 0m, 1205m), Totals(await contractor.WriteAsync(HttpMethod.Put, path, new { taken = Array.Empty<Guid>() }).OkAsync()));
        await contractor.WriteAsync(HttpMethod.Put, path, new { taken = new[] { Gravel } }).OkAsync();
        var awarded = await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = bid, showRanks = true }).OkAsync();
        Assert.Equal((1054.75m, Gravel), (awarded.Number("amount"), awarded.GetProperty("alternates")[0].GetGuid()));
        await contractor.WriteAsync(HttpMethod.Put, path, new { taken = Array.Empty<Guid>() }).RefusedAsync(409, "package.already-awarded");
    }

    [Fact]
    public async Task An_estimate_is_kept_before_opening_and_held_against_the_bids_after_it()
    {
        var market = await Market.OpenAsync(servers.First);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), 10m);
        using var contractor = servers.First.As(market.Contractor);
        var path = $"/packages/{market.PackageId}/leveling/estimate";
        Assert.Empty((await contractor.ReadAsync(path).OkAsync()).GetProperty("lines").EnumerateArray());
        var line = Market.SmallForm.LineItems[0].Id;
        await contractor.WriteAsync(HttpMethod.Put, path, new { amount = -1, lines = new[] { new { lineItemId = line, amount = 1.001m } } }).RefusedAsync(400, "request.invalid");
        await contractor.WriteAsync(HttpMethod.Put, path, new { amount = 1200.5m, lines = new[] { new { lineItemId = line, amount = 900m } } }).OkAsync();
        var kept = await contractor.ReadAsync(path).OkAsync();
        Assert.Equal((1200.5m, 900m), (kept.Number("amount"), kept.GetProperty("lines")[0].Number("amount")));
        await market.CloseAndOpenAsync();
        var sheet = await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync();
        Assert.Equal((1200.5m, 4.5m, 900m), (sheet.Number("estimate"), sheet.GetProperty("bids")[0].Number("differenceFromEstimate"), sheet.GetProperty("lines")[0].Number("estimate")));
        await contractor.WriteAsync(HttpMethod.Put, path, new { lines = Array.Empty<object>() }).OkAsync();
        Assert.False((await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync()).TryGetProperty("estimate", out _));
    }

    [Fact]
    public async Task A_bid_from_outside_is_held_to_its_stated_total_and_can_be_taken_out_again_but_no_other_bid_can()
    {
        var market = await Market.OpenAsync(servers.First);
        var bid = (await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), 10m)).GetProperty("bid").Id("id");
        await market.CloseAndOpenAsync();
        using var contractor = servers.First.As(market.Contractor);
        var external = (await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids/external", new
        {
            bidderName = "By mail", receivedAt = TimeProvider.System.GetUtcNow(), statedTotal = 900m,
            lines = new[] { new { lineItemId = Market.SmallForm.LineItems[0].Id, unitPrice = 8m } }, alternates = Array.Empty<object>(), answers = Array.Empty<object>(),
        }).OkAsync()).Id("id");
        var row = Row(await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync(), external);
        Assert.Equal((900m, 804m), (row.Number("statedTotal"), row.Number("baseTotal")));
        Assert.Equal(["missingScope", "arithmetic"], row.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));

        await contractor.WriteAsync(HttpMethod.Delete, $"/packages/{market.PackageId}/bids/external/{bid}", null).RefusedAsync(404, "bid.not-found");
        await contractor.WriteAsync(HttpMethod.Put, $"/packages/{market.PackageId}/leveling/plugs", new { bidId = external, lineItemId = Market.SmallForm.LineItems[1].Id, amount = 5 }).OkAsync();
        var left = await contractor.WriteAsync(HttpMethod.Delete, $"/packages/{market.PackageId}/bids/external/{external}", null).OkAsync();
        Assert.Equal([bid], left.GetProperty("bids").EnumerateArray().Select(item => item.Id("bidId")));
        Assert.Equal(0L, await servers.AskAsync<long>(market, "select count(*) from stated_totals s join plugs p using (slot, package_id) where s.package_id = $1"));
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("pdf", "application/pdf")]
    public async Task The_sheet_is_exported_and_the_bidder_hears_who_took_it(string format, string type)
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder, 10m)).GetProperty("bid").Id("id");
        using var contractor = servers.First.As(market.Contractor);
        await contractor.ReadAsync($"/packages/{market.PackageId}/leveling.{format}").RefusedAsync(409, "package.not-opened");
        await market.CloseAndOpenAsync();
        using var export = await contractor.ReadAsync($"/packages/{market.PackageId}/leveling.{format}");
        Assert.Equal(type, export.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"leveling-{market.PackageId}.{format}", export.Content.Headers.ContentDisposition!.FileName);
        Assert.Contains(bidder.CompanyName[8..14], await export.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var mine = servers.First.As(bidder);
        Assert.Single((await mine.ReadAsync($"/bids/{bid}/views").OkAsync()).GetProperty("data").EnumerateArray().ToArray());
    }

    private static (decimal, decimal, decimal) Totals(JsonElement sheet) =>
        sheet.GetProperty("bids")[0] is var bid ? (bid.Number("baseTotal"), bid.Number("alternateTotal"), bid.Number("normalizedTotal")) : default;

    private static JsonElement Row(JsonElement sheet, Guid bid) => sheet.GetProperty("bids").EnumerateArray().Single(row => row.Id("bidId") == bid);
}
