using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BidForge.Contracts;
using BidForge.Contracts.Projects;

namespace BidForge.Analytics.Tests;

public sealed class ContractorTests(AnalyticsSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Coverage_counts_who_was_invited_looked_will_bid_and_declined()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var staged = new Staged(contractor.Id);
        var subs = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList();
        await system.PublishAsync([
            staged.Published(), staged.Terms(), .. subs.Select(staged.Invited), staged.Answered(subs[0], InvitationAnswer.Viewed),
            staged.Answered(subs[1], InvitationAnswer.WillBid), staged.Answered(subs[2], InvitationAnswer.Declined)]);

        var figures = await contractor.ReadUntilAsync("contractor", f => f.GetProperty("answered").GetInt32() is 2 && f.GetProperty("packages").GetInt32() is 1);
        var row = Assert.Single(figures.GetProperty("coverage").EnumerateArray());
        Assert.Equal((5, 3, 1, 1), (Number(row, "invited"), Number(row, "viewed"), Number(row, "willBid"), Number(row, "declined")));
        Assert.Equal(0.4m, figures.GetProperty("responseRate").GetDecimal());
        Assert.Equal(1, Number(figures, "projects"));
    }

    [Fact]
    public async Task Addenda_documents_questions_and_how_quickly_they_are_answered_are_counted()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(contractor.Id);
        var questions = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToList();
        await system.PublishAsync([
            staged.Terms(), staged.Addendum(1), staged.Addendum(2), staged.Document(), .. questions.Select(staged.Asked),
            staged.Replied(questions[0], 1), staged.Replied(questions[1], 2.5), staged.Replied(questions[2], 40)]);

        var figures = await contractor.ReadUntilAsync("contractor", f =>
            Number(f, "questions") is 4 && f.GetProperty("coverage").GetArrayLength() is 1 && Number(f.GetProperty("coverage")[0], "unanswered") is 1
            && Number(f.GetProperty("coverage")[0], "addenda") is 2 && Number(f.GetProperty("coverage")[0], "documents") is 1
            && Number(f.GetProperty("byTrade")[0], "subcontractors") > 0);
        Assert.Equal(4, Number(figures.GetProperty("coverage")[0], "questions"));
        Assert.Equal(2.5m, figures.GetProperty("answerHours").GetDecimal());
    }

    [Fact]
    public async Task Before_opening_nothing_tells_the_contractor_that_bids_exist()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var bidder = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(contractor.Id);
        var bid = Guid.CreateVersion7();
        await system.PublishAsync([staged.Published(), staged.Terms(), staged.Invited(bidder.Id)]);
        await contractor.ReadUntilAsync("contractor", f => Number(f, "packages") is 1 && Number(f, "invited") is 1 && Number(f, "projects") is 1);
        var before = OfItsOwn(await contractor.ContractorAsync());

        await system.PublishAsync([staged.Submitted(bidder.Id, bid), staged.Revised(bidder.Id, bid, 2)]);
        await bidder.ReadUntilAsync("subcontractor", f => Number(f, "submitted") is 1);
        Assert.Equal(before, OfItsOwn(await contractor.ContractorAsync()));
        using var refused = await contractor.Client.GetAsync(new Uri($"packages/{staged.PackageId}/spread", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("package.not-opened", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());

        await system.PublishAsync([staged.Opened((bid, bidder.Id, 1000.10m))]);
        var row = (await contractor.ReadUntilAsync("contractor", f => Number(f, "packagesOpened") is 1)).GetProperty("coverage")[0];
        Assert.Equal((1, 1000.10m), (Number(row, "bids"), row.GetProperty("median").GetDecimal()));
    }

    [Fact]
    public async Task Spread_has_quartiles_by_linear_interpolation_exact_to_the_cent()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var staged = new Staged(contractor.Id);
        decimal[] totals = [104_000.10m, 98_500.25m, 120_000.00m, 99_999.99m];
        await system.PublishAsync([staged.Terms(), staged.Opened([.. totals.Select(total => (Guid.CreateVersion7(), Guid.NewGuid(), total))])]);
        await contractor.ReadUntilAsync("contractor", f => Number(f, "packagesOpened") is 1);

        var spread = await contractor.ReadAsync($"packages/{staged.PackageId}/spread");
        Assert.Equal(4, Number(spread, "count"));
        Assert.Equal(98_500.25m, spread.GetProperty("low").GetDecimal());
        // 98,500.25 + 0.75 * 1,499.74; half of 99,999.99 and 104,000.10; 104,000.10 + 0.25 * 15,999.90; cents rounded half away from zero.
        Assert.Equal(99_625.06m, spread.GetProperty("q1").GetDecimal());
        Assert.Equal(102_000.05m, spread.GetProperty("median").GetDecimal());
        Assert.Equal(108_000.08m, spread.GetProperty("q3").GetDecimal());
        Assert.Equal(120_000.00m, spread.GetProperty("high").GetDecimal());
        Assert.Equal(105_625.09m, spread.GetProperty("mean").GetDecimal());
        Assert.Equal(totals.Order(), spread.GetProperty("bids").EnumerateArray().Select(bid => bid.GetProperty("total").GetDecimal()));
    }

    [Fact]
    public async Task A_package_that_was_opened_without_bids_shows_none()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var staged = new Staged(contractor.Id);
        await system.PublishAsync([staged.Terms(), staged.Opened()]);
        var figures = await contractor.ReadUntilAsync("contractor", f => Number(f, "packagesOpened") is 1 && f.GetProperty("coverage").GetArrayLength() is 1);
        Assert.Equal(0, Number(figures.GetProperty("coverage")[0], "bids"));
        Assert.Equal(0, Number(await contractor.ReadAsync($"packages/{staged.PackageId}/spread"), "count"));
    }

    [Fact]
    public async Task Another_contractors_package_is_not_there()
    {
        var mine = await system.RegisterAsync(CompanyKind.Contractor);
        var other = await system.RegisterAsync(CompanyKind.Contractor);
        var staged = new Staged(mine.Id);
        await system.PublishAsync([staged.Published(), staged.Terms(), staged.Opened((Guid.CreateVersion7(), Guid.NewGuid(), 5m))]);
        await mine.ReadUntilAsync("contractor", f => Number(f, "packagesOpened") is 1);
        using var answer = await other.Client.GetAsync(new Uri($"packages/{staged.PackageId}/spread", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var theirs = await other.ContractorAsync();
        Assert.Equal((0, 0), (Number(theirs, "packages"), Number(theirs, "bids")));
    }

    [Fact]
    public async Task By_trade_the_median_of_the_lowest_bids_is_shown()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        Staged[] staged = [new(contractor.Id, "roofing"), new(contractor.Id, "roofing"), new(contractor.Id, "roofing"), new(contractor.Id, "glazing")];
        await system.PublishAsync([
            .. staged.Select(s => s.Terms()), staged[0].Opened((Guid.NewGuid(), Guid.NewGuid(), 10m), (Guid.NewGuid(), Guid.NewGuid(), 20m)),
            staged[1].Opened((Guid.NewGuid(), Guid.NewGuid(), 30.55m))]);
        var figures = await contractor.ReadUntilAsync("contractor", f => Number(f, "packagesOpened") is 2 && Number(f, "packages") is 4);
        var roofing = figures.GetProperty("byTrade")[0];
        Assert.Equal(("roofing", 3, 3, 20.28m), (roofing.GetProperty("trade").GetString(), Number(roofing, "packages"), Number(roofing, "bids"), roofing.GetProperty("medianLow").GetDecimal()));
        Assert.False(figures.GetProperty("byTrade")[1].TryGetProperty("bids", out _));
    }

    [Theory]
    [InlineData("contractor")]
    [InlineData("packages/0190a7a0-0000-7000-8000-000000000000/spread")]
    public async Task A_subcontractor_is_refused_a_contractors_figures(string path)
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        using var answer = await sub.Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>All but how many companies the marketplace has for a trade: other tests register some meanwhile.</summary>
    private static string OfItsOwn(JsonElement figures)
    {
        var own = JsonNode.Parse(figures.GetRawText())!;
        foreach (var trade in own["byTrade"]!.AsArray())
            Assert.True(trade!.AsObject().Remove("subcontractors"));
        return own.ToJsonString();
    }
}
