using BidForge.Bids.Award;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Projects;
using BidForge.Testing.Marketplace;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BidForge.Bids.Tests.Leveling;

public sealed class UndoTests(Servers servers)
{
    [Fact]
    public async Task An_award_is_undone_with_a_reason_that_everybody_sees_and_another_bid_may_win()
    {
        var (market, low, high, lowBid, highBid) = await OpenedAsync();
        using var contractor = servers.First.As(market.Contractor);
        await contractor.WriteAsync(HttpMethod.Post, Path(market, "/undo"), new { reason = "Nothing to undo" }).RefusedAsync(409, "package.not-awarded");
        await contractor.WriteAsync(HttpMethod.Post, Path(market), new { bidId = lowBid, showRanks = true }).OkAsync();
        await contractor.WriteAsync(HttpMethod.Post, Path(market, "/undo"), new { reason = " " }).RefusedAsync(400, "request.invalid");

        var undone = await contractor.WriteAsync(HttpMethod.Post, Path(market, "/undo"), new { reason = "The low bidder lost its licence." }, "undo").OkAsync();
        var again = await contractor.WriteAsync(HttpMethod.Post, Path(market, "/undo"), new { reason = "The low bidder lost its licence." }, "undo").OkAsync();
        Assert.Equal(undone.GetRawText(), again.GetRawText());
        foreach (var bidder in new[] { low, high, Person.Of(CompanyKind.Subcontractor) })
        {
            using var client = servers.Second.As(bidder);
            var opening = await client.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync();
            Assert.Equal("opened", opening.Text("status"));
            var told = Assert.Single(opening.GetProperty("undone").EnumerateArray().ToArray());
            Assert.Equal((low.CompanyName, "The low bidder lost its licence."), (told.Text("winnerName"), told.Text("reason")));
        }
        var heard = Assert.Single(await servers.Heard.WaitAsync<AwardUndone>(message => message.PackageId == market.PackageId));
        Assert.Equal((lowBid, low.CompanyId, undone.Time("awardedAt")), (heard.BidId, heard.WinnerId, heard.AwardedAt));
        Assert.Equal(new HashSet<Guid> { low.CompanyId, high.CompanyId }, heard.Bids.Select(bid => bid.BidderId).ToHashSet());
        using var loser = servers.First.As(high);
        Assert.Equal("opened", (await loser.ReadAsync($"/bids/{highBid}").OkAsync()).Text("status"));

        await contractor.WriteAsync(HttpMethod.Post, Path(market), new { bidId = highBid, showRanks = false }).OkAsync();
        Assert.Equal("awarded", (await loser.ReadAsync($"/bids/{highBid}").OkAsync()).Text("status"));
        Assert.Equal(2, (await servers.Heard.WaitAsync<PackageAwarded>(message => message.PackageId == market.PackageId, 2)).Count);
        await servers.Heard.WaitAsync<BidNotSelected>(message => message.BidId == lowBid);
        await Eventually.TrueAsync(
            async () => (await loser.ReadAsync("/bids?status=awarded").OkAsync()).GetProperty("data").GetArrayLength() is 1, "the board shows the new winner", default);
    }

    [Fact]
    public async Task After_the_time_set_an_award_stands()
    {
        var (market, _, _, lowBid, _) = await OpenedAsync();
        await using var strict = servers.Start(configure: services => services.AddSingleton(Options.Create(new AwardOptions { UndoHours = 0 })));
        using var contractor = strict.As(market.Contractor);
        await contractor.WriteAsync(HttpMethod.Post, Path(market), new { bidId = lowBid, showRanks = true }).OkAsync();
        var refused = await contractor.WriteAsync(HttpMethod.Post, Path(market, "/undo"), new { reason = "Too late" }).RefusedAsync(409, "award.undo-expired");
        Assert.True(refused.Time("serverTime") >= refused.Time("undoableUntil"));
    }

    [Fact]
    public async Task A_package_that_was_cancelled_after_opening_is_not_awarded()
    {
        var (market, _, _, lowBid, _) = await OpenedAsync();
        await market.ChangeAsync(terms => terms with { Status = PackageStatus.Cancelled });
        using var contractor = servers.First.As(market.Contractor);
        Assert.True((await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync()).GetProperty("cancelled").GetBoolean());
        await contractor.WriteAsync(HttpMethod.Post, Path(market), new { bidId = lowBid, showRanks = true }).RefusedAsync(409, "package.cancelled");
    }

    private static string Path(Market market, string more = "") => $"/packages/{market.PackageId}/award{more}";

    private async Task<(Market Market, Person Low, Person High, Guid LowBid, Guid HighBid)> OpenedAsync()
    {
        var market = await Market.OpenAsync(servers.First);
        var (low, high) = (Person.Of(CompanyKind.Subcontractor), Person.Of(CompanyKind.Subcontractor));
        var lowBid = (await market.SubmitAsync(low, 10m)).GetProperty("bid").Id("id");
        var highBid = (await market.SubmitAsync(high, 20m)).GetProperty("bid").Id("id");
        await market.CloseAndOpenAsync();
        return (market, low, high, lowBid, highBid);
    }
}
