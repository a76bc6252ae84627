using BidForge.Contracts;
using BidForge.Contracts.Projects;

namespace BidForge.Analytics.Tests;

public sealed class OrderTests(AnalyticsSystem system)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Events_in_any_order_and_delivered_twice_give_the_same_figures(int seed)
    {
        var (inOrder, ordered) = await PlayAsync(events => events, times: 1);
        var (shuffled, mixed) = await PlayAsync(events => Shuffled(events, seed), times: 2);
        Assert.Equal(inOrder, shuffled);
        Assert.Equal(ordered, mixed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_award_that_was_undone_counts_no_more_whichever_event_comes_first(bool undoneFirst)
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(contractor.Id);
        var bid = Guid.CreateVersion7();
        object[] events = [staged.Awarded(bid, sub.Id, 100m), staged.Undone(bid, sub.Id)];
        await system.PublishAsync([staged.Terms(), staged.Submitted(sub.Id, bid), staged.Opened((bid, sub.Id, 100m)), .. undoneFirst ? events.Reverse() : events], 1);
        await sub.ReadUntilAsync("subcontractor", f => f.GetProperty("pending").GetInt32() is 1 && f.GetProperty("pipeline")[0].GetProperty("stage").GetString() is "opened");

        await system.PublishAsync([staged.Awarded(bid, sub.Id, 90m) with { AwardedAt = staged.DueAt.AddDays(5) }], 1);
        await sub.ReadUntilAsync("subcontractor", f => f.GetProperty("won").GetInt32() is 1 && f.GetProperty("wonAmount").GetDecimal() is 90m);
    }

    private async Task<(string Contractor, string Subcontractor)> PlayAsync(Func<object[], IEnumerable<object>> arrange, int times)
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        Staged won = new(contractor.Id), lost = new(contractor.Id, "roofing"), withdrawn = new(contractor.Id, "glazing"), deleted = new(contractor.Id), moved = new(contractor.Id);
        Guid question = Guid.CreateVersion7(), viewer = Guid.NewGuid();
        Guid winning = Guid.CreateVersion7(), losing = Guid.CreateVersion7(), gone = Guid.CreateVersion7(), rival = Guid.NewGuid();
        object[] events =
        [
            won.Published(), won.Terms(), won.Terms(2), won.Invited(sub.Id), won.Answered(sub.Id, InvitationAnswer.Viewed, 1),
            won.Answered(sub.Id, InvitationAnswer.Declined, 2), won.Answered(sub.Id, InvitationAnswer.WillBid, 3),
            won.Submitted(sub.Id, winning), won.Revised(sub.Id, winning, 2), won.Opened((winning, sub.Id, 100.25m), (Guid.NewGuid(), rival, 130m)), won.Awarded(winning, sub.Id, 100.25m),
            won.Addendum(1), won.Document(), won.Asked(question), won.Replied(question, 5), won.Looked(winning, sub.Id, viewer),
            lost.Terms(), lost.Invited(sub.Id), lost.Submitted(sub.Id, losing), lost.Opened((losing, sub.Id, 90m)), lost.Awarded(Guid.NewGuid(), null, 80m), lost.NotSelected(losing, sub.Id),
            withdrawn.Terms(), withdrawn.Submitted(sub.Id, gone), withdrawn.Revised(sub.Id, gone, 2), withdrawn.Withdrawn(sub.Id, gone, 3),
            deleted.Terms(1, PackageStatus.Draft), new PackageDeleted(deleted.PackageId, deleted.ProjectId, contractor.Id, deleted.Now),
            moved.Terms(1), moved.Terms(2, dueAt: moved.DueAt.AddDays(3)), moved.Invited(sub.Id),
        ];
        await system.PublishAsync(arrange(events), times);
        await sub.ReadUntilAsync("subcontractor", f =>
            f.GetProperty("won").GetInt32() is 1 && f.GetProperty("lost").GetInt32() is 1 && f.GetProperty("submitted").GetInt32() is 2
            && f.GetProperty("pipeline").GetArrayLength() is 3 && f.GetProperty("willBid").GetInt32() is 1);
        await contractor.ReadUntilAsync("contractor", f =>
            f.GetProperty("packagesOpened").GetInt32() is 2 && f.GetProperty("packages").GetInt32() is 4 && f.GetProperty("awarded").GetArrayLength() is 1
            && f.GetProperty("invited").GetInt32() is 3 && f.GetProperty("projects").GetInt32() is 1 && f.GetProperty("bids").GetInt32() is 3);
        await Task.Delay(3000, TestContext.Current.CancellationToken);

        // Ids, due times and how many companies there are differ from play to play; everything else must not.
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [won.PackageId.ToString()] = "won", [lost.PackageId.ToString()] = "lost", [withdrawn.PackageId.ToString()] = "withdrawn", [moved.PackageId.ToString()] = "moved",
            [won.ProjectId.ToString()] = "p1", [lost.ProjectId.ToString()] = "p2", [withdrawn.ProjectId.ToString()] = "p3", [moved.ProjectId.ToString()] = "p4",
        };
        string Named(string json) => System.Text.RegularExpressions.Regex.Replace(
            names.Aggregate(json, (text, name) => text.Replace(name.Key, name.Value, StringComparison.Ordinal)), "\"(dueAt|subcontractors)\":(\"[^\"]*\"|\\d+)", "\"$1\":0");
        return (Named((await contractor.ContractorAsync()).GetRawText()), Named((await sub.SubcontractorAsync()).GetRawText()));
    }

    private static object[] Shuffled(object[] events, int seed)
    {
        object[] shuffled = [.. events];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
