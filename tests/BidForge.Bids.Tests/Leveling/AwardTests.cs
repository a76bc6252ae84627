using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Contracts.Bids;

namespace BidForge.Bids.Tests.Leveling;

public sealed class AwardTests(Servers servers)
{
    [Fact]
    public async Task One_bid_wins_in_one_act_and_every_bidder_hears_its_own_result()
    {
        var market = await Market.OpenAsync(servers.First);
        var (low, high) = (Person.Of(CompanyKind.Subcontractor), Person.Of(CompanyKind.Subcontractor));
        var lowBid = (await market.SubmitAsync(low, 10m)).GetProperty("bid").Id("id");
        var highBid = (await market.SubmitAsync(high, 20m)).GetProperty("bid").Id("id");
        using var contractor = servers.First.As(market.Contractor);
        await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = lowBid, showRanks = true }).RefusedAsync(409, "package.not-opened");
        await market.CloseAndOpenAsync();

        await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = Guid.NewGuid(), showRanks = true }).RefusedAsync(400, "request.invalid");
        var attempts = await Task.WhenAll(new[] { lowBid, highBid, highBid, lowBid }.Select(bid =>
            contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = bid, showRanks = true, message = "See you on site." })));
        Assert.Single(attempts, attempt => attempt.IsSuccessStatusCode);
        Assert.All(attempts.Where(attempt => !attempt.IsSuccessStatusCode), attempt => Assert.Equal(409, (int)attempt.StatusCode));
        var awarded = JsonSerializer.Deserialize<JsonElement>(await attempts.Single(attempt => attempt.IsSuccessStatusCode).Content.ReadAsStringAsync());
        var (winner, loser, loserId) = awarded.Id("bidId") == lowBid ? (lowBid, highBid, high) : (highBid, lowBid, low);

        var heard = Assert.Single(await servers.Heard.WaitAsync<PackageAwarded>(message => message.PackageId == market.PackageId));
        Assert.Equal((winner, awarded.Number("amount")), (heard.BidId, heard.Amount));
        var told = Assert.Single(await servers.Heard.WaitAsync<BidNotSelected>(message => message.PackageId == market.PackageId));
        Assert.Equal((loser, loserId.CompanyId, 2), (told.BidId, told.BidderId, told.BidCount));
        Assert.Equal(loser == highBid ? 2 : 1, told.Rank);

        using var losing = servers.Second.As(loserId);
        Assert.Equal("notSelected", (await losing.ReadAsync($"/bids/{loser}").OkAsync()).Text("status"));
        var seen = (await losing.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync()).GetProperty("award");
        Assert.False(seen.TryGetProperty("amount", out _));
        await Eventually.TrueAsync(
            async () => (await losing.ReadAsync("/bids?status=notSelected").OkAsync()).GetProperty("data") is { } data && data.GetArrayLength() is 1 && data[0].GetProperty("rank").GetInt32() == told.Rank,
            "the board shows the rank", default);
    }

    [Fact]
    public async Task Plugs_and_a_bid_from_outside_go_into_the_sheet_and_may_win()
    {
        var market = await Market.OpenAsync(servers.First);
        var bid = (await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), 10m)).GetProperty("bid").Id("id");
        using var contractor = servers.First.As(market.Contractor);
        var external = new
        {
            bidderName = "Paper & Sons",
            receivedAt = TimeProvider.System.GetUtcNow().AddHours(-1),
            lines = new[] { new { lineItemId = Market.SmallForm.LineItems[0].Id, unitPrice = 8m } },
            alternates = Array.Empty<object>(),
            answers = Array.Empty<object>(),
        };
        await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids/external", external).RefusedAsync(409, "package.not-opened");
        await market.CloseAndOpenAsync();
        var first = await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids/external", external, "paper").OkAsync();
        var again = await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids/external", external, "paper").OkAsync();
        Assert.Equal(first.Id("id"), again.Id("id"));
        Assert.Equal(804m, first.Number("total"));

        var flashing = Market.SmallForm.LineItems[1].Id;
        var sheet = await contractor.WriteAsync(
            HttpMethod.Put, $"/packages/{market.PackageId}/leveling/plugs", new { bidId = first.Id("id"), lineItemId = flashing, amount = 500.5m }).OkAsync();
        var row = sheet.GetProperty("bids").EnumerateArray().Single(item => item.GetProperty("external").GetBoolean());
        Assert.Equal((804m, 500.5m, 1304.5m), (row.Number("baseTotal"), row.Number("plugTotal"), row.Number("normalizedTotal")));
        Assert.Equal(2, row.GetProperty("rank").GetInt32());
        await contractor.WriteAsync(HttpMethod.Put, $"/packages/{market.PackageId}/leveling/plugs", new { bidId = bid, lineItemId = flashing, amount = 1 })
            .RefusedAsync(400, "request.invalid");
        sheet = await contractor.WriteAsync(
            HttpMethod.Put, $"/packages/{market.PackageId}/leveling/plugs", new { bidId = first.Id("id"), lineItemId = flashing, amount = (decimal?)null }).OkAsync();
        Assert.Equal(804m, sheet.GetProperty("low").GetDecimal());

        var awarded = await contractor.WriteAsync(
            HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = first.Id("id"), showRanks = false }, "award").OkAsync();
        Assert.Equal(("Paper & Sons", 804m), (awarded.Text("winnerName"), awarded.Number("amount")));
        var repeated = await contractor.WriteAsync(
            HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = first.Id("id"), showRanks = false }, "award").OkAsync();
        Assert.Equal(awarded.GetRawText(), repeated.GetRawText());
        var told = Assert.Single(await servers.Heard.WaitAsync<BidNotSelected>(message => message.PackageId == market.PackageId));
        Assert.Equal((bid, null), (told.BidId, told.Rank));
        Assert.Null(Assert.Single(await servers.Heard.WaitAsync<PackageAwarded>(message => message.PackageId == market.PackageId)).WinnerId);
    }
}
