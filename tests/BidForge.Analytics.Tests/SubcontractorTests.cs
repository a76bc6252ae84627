using System.Net;
using System.Text.Json;
using BidForge.Contracts;
using BidForge.Contracts.Projects;

namespace BidForge.Analytics.Tests;

public sealed class SubcontractorTests(AnalyticsSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pipeline_shows_each_package_at_its_stage()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = Enumerable.Range(0, 7).Select(_ => new Staged(Guid.NewGuid())).ToList();
        var bids = staged.ConvertAll(_ => Guid.CreateVersion7());
        await system.PublishAsync([
            .. staged.Select(s => s.Invited(sub.Id)),
            staged[1].Answered(sub.Id, InvitationAnswer.WillBid),
            .. Enumerable.Range(2, 4).Select(i => staged[i].Submitted(sub.Id, bids[i])),
            staged[3].Opened((bids[3], sub.Id, 50m)),
            staged[4].Opened((bids[4], sub.Id, 60m)), staged[4].Awarded(bids[4], sub.Id, 60.5m),
            staged[5].Opened((bids[5], sub.Id, 70m)), staged[5].Awarded(Guid.NewGuid(), Guid.NewGuid(), 1m), staged[5].NotSelected(bids[5], sub.Id),
            staged[6].Answered(sub.Id, InvitationAnswer.Declined)]);

        var figures = await sub.ReadUntilAsync("subcontractor", f => Number(f, "lost") is 1 && Number(f, "won") is 1 && Number(f, "declined") is 1 && Number(f, "submitted") is 4);
        var stages = figures.GetProperty("pipeline").EnumerateArray().ToDictionary(row => row.GetProperty("packageId").GetGuid(), row => row.GetProperty("stage").GetString());
        Assert.Equal(["invited", "willBid", "submitted", "opened", "won", "lost"], staged.Take(6).Select(s => stages[s.PackageId]));
        Assert.DoesNotContain(staged[6].PackageId, stages);
        Assert.Equal((7, 2, 2), (Number(figures, "invited"), Number(figures, "viewed"), Number(figures, "pending")));
        Assert.Equal((0.5m, 60.5m), (figures.GetProperty("hitRate").GetDecimal(), figures.GetProperty("wonAmount").GetDecimal()));
        var trade = Assert.Single(figures.GetProperty("byTrade").EnumerateArray());
        Assert.Equal(("electrical", 4, 1, 1), (trade.GetProperty("trade").GetString(), Number(trade, "submitted"), Number(trade, "won"), Number(trade, "lost")));
    }

    [Fact]
    public async Task A_bid_counts_as_looked_at_once_however_many_looked()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        Staged seen = new(Guid.NewGuid()), unseen = new(Guid.NewGuid());
        Guid first = Guid.CreateVersion7(), second = Guid.CreateVersion7();
        await system.PublishAsync([
            seen.Submitted(sub.Id, first), unseen.Submitted(sub.Id, second),
            seen.Looked(first, sub.Id, Guid.NewGuid()), seen.Looked(first, sub.Id, Guid.NewGuid()), unseen.Looked(Guid.CreateVersion7(), Guid.NewGuid(), Guid.NewGuid())]);

        var figures = await sub.ReadUntilAsync("subcontractor", f => Number(f, "submitted") is 2 && Number(f, "lookedAt") is 1);
        Assert.Equal(2, Number(figures, "pending"));
    }

    [Fact]
    public async Task A_withdrawn_bid_does_not_count_and_one_submitted_again_does()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        var bid = Guid.CreateVersion7();
        await system.PublishAsync([staged.Invited(sub.Id), staged.Submitted(sub.Id, bid)]);
        await sub.ReadUntilAsync("subcontractor", f => Number(f, "submitted") is 1);
        await system.PublishAsync([staged.Withdrawn(sub.Id, bid, 2)]);
        var withdrawn = await sub.ReadUntilAsync("subcontractor", f => Number(f, "submitted") is 0);
        Assert.Equal("invited", Assert.Single(withdrawn.GetProperty("pipeline").EnumerateArray()).GetProperty("stage").GetString());
        await system.PublishAsync([staged.Submitted(sub.Id, bid, 3)]);
        await sub.ReadUntilAsync("subcontractor", f => Number(f, "submitted") is 1);
    }

    [Fact]
    public async Task A_contractor_is_refused_a_subcontractors_figures_and_nobody_sees_anothers()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        using var answer = await contractor.Client.GetAsync(new Uri("subcontractor", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        var mine = await system.RegisterAsync(CompanyKind.Subcontractor);
        var other = await system.RegisterAsync(CompanyKind.Subcontractor);
        await system.PublishAsync([new Staged(contractor.Id).Submitted(mine.Id, Guid.CreateVersion7())]);
        await mine.ReadUntilAsync("subcontractor", f => Number(f, "submitted") is 1);
        Assert.Equal(0, Number(await other.SubcontractorAsync(), "submitted"));
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
