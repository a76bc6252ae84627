using BidForge.Contracts;
using BidForge.Contracts.Auth;
using BidForge.Contracts.Projects;

namespace BidForge.Notifications.Tests;

public sealed class DeliveryTests(NotificationSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_tells_the_invited_company_what_where_and_until_when_in_the_projects_zone()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        await system.PublishAsync(staged.Invited(sub.Id));

        var news = Assert.Single(await sub.NewsAsync(1, Cancel));
        Assert.Equal("invited", news.GetProperty("kind").GetString());
        Assert.Equal("You are invited to bid: Electrical, Harbor Tower", news.GetProperty("title").GetString());
        Assert.Contains("due before Fri 15 Jan 2027, 14:00 America/Chicago (UTC-06:00)", news.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal($"/packages/{staged.PackageId}", news.GetProperty("link").GetString());
        Assert.Equal(staged.PackageId, news.GetProperty("data").GetProperty("packageId").GetGuid());
        Assert.False(news.TryGetProperty("readAt", out _));
    }

    [Fact]
    public async Task An_event_that_arrives_twice_is_told_once()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        var invited = staged.Invited(sub.Id);
        var id = Guid.CreateVersion7();
        await system.PublishAsync(invited, id);
        await system.PublishAsync(invited, id);
        await system.PublishAsync(invited);
        await system.PublishAsync(staged.Submitted(sub.Id, Guid.CreateVersion7()));

        var news = await sub.NewsAsync(2, Cancel);
        Assert.Equal(["bidSubmitted", "invited"], news.Select(item => item.GetProperty("kind").GetString()!).Order());
    }

    [Fact]
    public async Task Before_opening_only_the_bidder_hears_of_its_bid()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var bidder = await system.RegisterAsync(CompanyKind.Subcontractor);
        var rival = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(contractor.Id);
        var bid = Guid.CreateVersion7();
        await system.PublishAsync(staged.Invited(rival.Id));
        await system.PublishAsync(staged.Submitted(bidder.Id, bid));
        await system.PublishAsync(staged.Revised(bidder.Id, bid, 2));
        await system.PublishAsync(staged.Withdrawn(bidder.Id, bid, 3));
        await bidder.NewsAsync(3, Cancel);
        await rival.NewsAsync(1, Cancel);
        Assert.Empty(await contractor.NewsAsync(Cancel));

        await system.PublishAsync(staged.Opened((bid, bidder.Id, 100m)));
        var news = Assert.Single(await contractor.NewsAsync(1, Cancel));
        Assert.Equal("bidsOpened", news.GetProperty("kind").GetString());
        await bidder.NewsAsync(4, Cancel);
        await rival.NewsAsync(1, Cancel);
    }

    [Fact]
    public async Task Who_may_bid_hears_of_a_document_that_is_added_and_not_of_those_that_were_there_before()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        await system.PublishAsync(staged.Document("before.pdf", staged.Now.AddSeconds(-1)));
        await system.PublishAsync(staged.Invited(sub.Id));
        await sub.NewsAsync(1, Cancel);
        await system.PublishAsync(staged.Document("after.pdf", staged.Now.AddSeconds(1)));
        var news = await sub.NewsAsync(2, Cancel);
        Assert.Equal(["New document: after.pdf"], news.Where(item => item.GetProperty("kind").GetString() is "documentAdded").Select(item => item.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_company_whose_invitation_arrives_after_the_news_still_gets_the_news_of_after_it_was_invited()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        await system.PublishAsync(staged.Addendum(1, staged.Now.AddHours(-1)));
        await system.PublishAsync(staged.Addendum(2));
        await system.PublishAsync(staged.Cancelled());
        await Task.Delay(500, Cancel);
        await system.PublishAsync(staged.Invited(sub.Id));

        var news = await sub.NewsAsync(3, Cancel);
        Assert.Equal(["addendumIssued", "invited", "projectCancelled"], news.Select(item => item.GetProperty("kind").GetString()!).Order());
        Assert.Contains(news, item => item.GetProperty("title").GetString() is "Addendum 2: Electrical, Harbor Tower");
    }

    [Fact]
    public async Task News_and_joinings_at_the_same_time_lose_nothing_and_double_nothing()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var packages = Enumerable.Range(0, 30).Select(_ => new Staged(Guid.NewGuid())).ToList();
        await Task.WhenAll(packages.SelectMany(staged => new[]
        {
            system.PublishAsync(staged.Addendum(1)),
            system.PublishAsync(staged.Invited(sub.Id)),
            system.PublishAsync(staged.Submitted(sub.Id, Guid.CreateVersion7())),
            system.PublishAsync(staged.Addendum(2)),
        }));
        var news = await sub.NewsAsync(120, Cancel);
        Assert.Equal(120, news.Select(item => item.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(60, news.Count(item => item.GetProperty("kind").GetString() is "addendumIssued"));
    }

    [Fact]
    public async Task An_answer_goes_to_every_invited_company_and_names_nobody()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var asker = await system.RegisterAsync(CompanyKind.Subcontractor);
        var other = await system.RegisterAsync(CompanyKind.Subcontractor);
        var stranger = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(contractor.Id);
        var asked = staged.Asked(asker.Id);
        await system.PublishAsync(staged.Invited(other.Id));
        await system.PublishAsync(asked);
        await system.PublishAsync(staged.AnsweredQuestion(asked));

        var question = Assert.Single(await contractor.NewsAsync(1, Cancel));
        Assert.StartsWith("Volt & Sons asks", question.GetProperty("title").GetString(), StringComparison.Ordinal);
        var answer = (await other.NewsAsync(2, Cancel)).Single(item => item.GetProperty("kind").GetString() is "questionAnswered");
        Assert.Contains("Yes, from March on.", answer.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Volt", answer.ToString(), StringComparison.Ordinal);
        await asker.NewsAsync(1, Cancel);
        Assert.Empty(await stranger.NewsAsync(Cancel));
    }

    [Fact]
    public async Task Every_bidder_hears_its_own_result()
    {
        var winner = await system.RegisterAsync(CompanyKind.Subcontractor);
        var loser = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        var (won, lost) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await system.PublishAsync(staged.Terms(Guid.NewGuid()));
        await system.PublishAsync(staged.Awarded(won, winner.Id));
        await system.PublishAsync(staged.NotSelected(lost, loser.Id));
        await system.PublishAsync(staged.Viewed(lost, loser.Id, Guid.Empty, 1));
        await system.PublishAsync(staged.Viewed(lost, loser.Id, Guid.Empty, 2));

        var good = Assert.Single(await winner.NewsAsync(1, Cancel));
        Assert.Equal($"/bids/{won}", good.GetProperty("link").GetString());
        Assert.Contains("182,450.50 USD", good.GetProperty("body").GetString(), StringComparison.Ordinal);
        var bad = (await loser.NewsAsync(2, Cancel)).Single(item => item.GetProperty("kind").GetString() is "notSelected");
        Assert.Contains("ranked 2 of 3", bad.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_bidder_reads_why_an_award_was_taken_back_and_hears_of_the_next_one_as_well()
    {
        var winner = await system.RegisterAsync(CompanyKind.Subcontractor);
        var loser = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        var (won, lost) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await system.PublishAsync(staged.Awarded(won, winner.Id));
        await system.PublishAsync(staged.Undone(won, winner.Id, (won, winner.Id), (lost, loser.Id)));
        await system.PublishAsync(staged.Awarded(won, winner.Id) with { AwardedAt = staged.DueAt.AddDays(3) });
        var news = await winner.NewsAsync(3, Cancel);
        Assert.Equal(["awardUndone", "awarded", "awarded"], news.Select(item => item.GetProperty("kind").GetString()).Order());
        var told = Assert.Single(await loser.NewsAsync(1, Cancel));
        Assert.Contains("The licence has lapsed.", told.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal($"/bids/{lost}", told.GetProperty("link").GetString());
    }

    [Fact]
    public async Task The_contractor_hears_who_will_bid_and_who_declines_but_not_who_only_looked()
    {
        var contractor = await system.RegisterAsync(CompanyKind.Contractor);
        var staged = new Staged(contractor.Id);
        await system.PublishAsync(staged.Answered(Guid.NewGuid(), InvitationAnswer.Viewed));
        await system.PublishAsync(staged.Answered(Guid.NewGuid(), InvitationAnswer.WillBid));
        await system.PublishAsync(staged.Answered(Guid.NewGuid(), InvitationAnswer.Declined, "Fully booked"));
        var news = await contractor.NewsAsync(2, Cancel);
        Assert.Contains(news, item => item.GetProperty("body").GetString()!.EndsWith("Their reason: Fully booked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_company_hears_of_its_new_plan_and_where_to_see_what_it_uses()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var changed = new CompanyPlanChanged(sub.Id, Plan.Pro, Plan.Free, 1, TimeProvider.System.GetUtcNow());
        await system.PublishAsync(changed);
        await system.PublishAsync(changed);
        var news = Assert.Single(await sub.NewsAsync(1, Cancel));
        Assert.Equal(("planChanged", "Your company's plan is now Pro", "/company/usage"), (
            news.GetProperty("kind").GetString(), news.GetProperty("title").GetString(), news.GetProperty("link").GetString()));
    }

    [Fact]
    public async Task A_new_colleague_finds_what_was_told_before_as_read()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        await sub.WelcomedAsync(Cancel);
        var staged = new Staged(Guid.NewGuid());
        await system.PublishAsync(staged.Invited(sub.Id, staged.Now.AddDays(-3)));
        await sub.NewsAsync(1, Cancel);
        await system.PublishAsync(new UserJoined(Guid.NewGuid(), sub.Id, "Somebody", "somebody@example.com", "viewer", staged.Now));
        var colleague = await sub.AddColleagueAsync("viewer", Cancel);
        await Eventually.TrueAsync(async () => (await colleague.NewsAsync(Cancel)).Any(item => item.TryGetProperty("readAt", out _)), "the old one read", Cancel);
        Assert.False((await sub.NewsAsync(1, Cancel))[0].TryGetProperty("readAt", out _));
    }
}
