using BidForge.Demo.Api;
using BidForge.Monitoring.Tests.Secrecy.Support;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Secrecy.Views;

/// <summary>Nobody but the bidder can tell by anything that they may look at whether there is a bid: with one, without one, and after each change of it, it looks the same.</summary>
public sealed class ViewTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task What_contractor_rival_administrator_stranger_and_operations_see_is_the_same_with_and_without_a_bid()
    {
        // What a first bid of all makes appear, such as the routes that metrics name, is there before.
        var warm = await Tender.CreateAsync(marketplace, "Warm-up", Cancel);
        await ActAsync(warm, _ => Task.CompletedTask);

        var tender = await Tender.CreateAsync(marketplace, "New roof", Cancel);
        var surface = await Surface.ReadAsync(marketplace.App.CreateHttpClient("gateway"), Cancel);
        var administrator = await Administrator.TokenAsync(marketplace, Cancel);
        using var contractor = new Viewer(marketplace.Gateway, "contractor", tender.Contractor.Owner);
        using var rival = new Viewer(marketplace.Gateway, "rival", tender.Rival.Owner);
        using var admin = new Viewer(marketplace.Gateway, "administrator", administrator);
        using var stranger = new Viewer(marketplace.Gateway, "stranger", null);
        Viewer[] viewers = [contractor, rival, admin, stranger];
        await using var contractorsPage = new LiveStream(marketplace.Gateway, tender.Contractor.Owner);
        await using var rivalsPage = new LiveStream(marketplace.Gateway, tender.Rival.Owner);
        await using var adminsPage = new LiveStream(marketplace.Gateway, administrator);
        await using var biddersPage = new LiveStream(marketplace.Gateway, tender.Bidder.Owner);
        foreach (var page in new[] { contractorsPage, rivalsPage, adminsPage, biddersPage })
            await page.OpenAsync(Cancel);

        var without = await SettledAsync(surface, viewers, tender);
        Assert.True(without.Count(entry => entry.Value.StartsWith("200", StringComparison.Ordinal)) > 40, "The viewers hardly see anything: is this the whole surface?");
        var told = (contractorsPage.News.Count, rivalsPage.News.Count, adminsPage.News.Count);
        var toldToBidder = biddersPage.News.Count;

        await ActAsync(tender, async guess => Same(without, await LookAsync(surface, viewers, tender, guess)));

        Assert.Equal(told, (contractorsPage.News.Count, rivalsPage.News.Count, adminsPage.News.Count));
        Assert.True(biddersPage.News.Count > toldToBidder, "The bidder itself was told nothing: the events did not go their way.");
    }

    /// <summary>Submits with an attachment, revises, withdraws; <paramref name="after"/> each, once its events have gone all the way.</summary>
    private static async Task ActAsync(Tender tender, Func<Guess, Task> after)
    {
        var (bidId, fileId) = await tender.SubmitAsync(Cancel);
        var guess = new Guess(bidId, fileId);
        await tender.Bidder.OfActsAsync(tender.PackageId, 1, "submitted", Cancel);
        await after(guess);
        var version = (await tender.Bidder.Api.GetAsync($"/bids/{bidId}", Cancel)).Number("version");
        var revised = await tender.Bidder.Api.PutAsync($"/bids/{bidId}", tender.Bid(99.99m, -1m, "No", "Better", 1, fileId), Cancel, version);
        await tender.Bidder.OfActsAsync(tender.PackageId, 2, "submitted", Cancel);
        await after(guess);
        await tender.Bidder.Api.PostAsync($"/bids/{bidId}/withdraw", null, Cancel, version: revised.Get("bid").Number("version"));
        await tender.Bidder.OfActsAsync(tender.PackageId, 3, "withdrawn", Cancel);
        await after(guess);
    }

    /// <summary>What is seen once nothing is on its way any more: twice the same.</summary>
    private async Task<SortedDictionary<string, string>> SettledAsync(Surface surface, Viewer[] viewers, Tender tender)
    {
        var before = await LookAsync(surface, viewers, tender, Guess.Before(tender.PackageId));
        for (var looks = 0; ; looks++)
        {
            var now = await LookAsync(surface, viewers, tender, Guess.Before(tender.PackageId));
            if (now.SequenceEqual(before))
                return now;
            if (looks is 10)
                Same(before, now);
            before = now;
        }
    }

    private async Task<SortedDictionary<string, string>> LookAsync(Surface surface, Viewer[] viewers, Tender tender, Guess guess)
    {
        var ids = new Dictionary<string, Guid[]>
        {
            ["packageId"] = [tender.PackageId],
            ["projectId"] = [tender.ProjectId],
            ["companyId"] = [tender.Contractor.Id, tender.Bidder.Id, tender.Rival.Id],
            ["bidId"] = [guess.BidId],
            ["fileId"] = [guess.FileId, tender.DocumentId],
        };
        var targets = surface.Targets(ids).ToList();
        var seen = await Operations.LookAsync(marketplace, Cancel);
        foreach (var view in await Task.WhenAll(viewers.Select(viewer => viewer.LookAsync(targets, guess, Cancel))))
            foreach (var (request, answer) in view)
                seen[request] = answer;
        return seen;
    }

    private static void Same(SortedDictionary<string, string> without, SortedDictionary<string, string> with)
    {
        var differences = without.Keys.Union(with.Keys)
            .Where(request => without.GetValueOrDefault(request) != with.GetValueOrDefault(request))
            .Select(request => $"{request}\n--- without\n{without.GetValueOrDefault(request) ?? "(nothing)"}\n--- with\n{with.GetValueOrDefault(request) ?? "(nothing)"}").ToList();
        Assert.True(differences.Count is 0, string.Join("\n\n", differences));
    }
}
