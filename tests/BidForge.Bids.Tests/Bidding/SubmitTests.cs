using System.Net;
using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Projects;

namespace BidForge.Bids.Tests.Bidding;

public sealed class SubmitTests(Servers servers)
{
    [Fact]
    public async Task A_submitted_bid_is_answered_with_its_totals_and_the_times_that_decided()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);

        var acceptance = await market.SubmitAsync(bidder, 12.3456m);

        var bid = acceptance.GetProperty("bid");
        Assert.Equal("submitted", bid.Text("status"));
        Assert.Equal(1240.73m + 246.91m, bid.Number("total"));
        Assert.Equal(bidder.CompanyId, bid.Id("bidderId"));
        Assert.Equal(market.Contractor.CompanyId, bid.Id("contractorId"));
        Assert.True(acceptance.Time("acceptedAt") < acceptance.Time("dueAt"));
        Assert.Contains("database clock", acceptance.Text("rule"), StringComparison.Ordinal);

        using var client = servers.Second.As(bidder);
        var read = await client.ReadAsync($"/bids/{bid.Id("id")}").OkAsync();
        Assert.Equal(bid.GetRawText(), read.GetRawText());
        Assert.Equal(bid.GetRawText(), (await client.ReadAsync($"/packages/{market.PackageId}/bids/mine").OkAsync()).GetRawText());
    }

    [Fact]
    public async Task A_second_bid_of_the_company_is_refused_with_the_first_ones_id()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var first = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        using var client = servers.Second.As(bidder);
        var problem = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid()).RefusedAsync(409, "bid.already-submitted");
        Assert.Equal(first, problem.Id("bidId"));
    }

    [Fact]
    public async Task A_bid_is_revised_withdrawn_and_submitted_anew_and_every_version_is_kept()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder, 10m)).GetProperty("bid").Id("id");
        using var client = servers.First.As(bidder);

        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(9m)).RefusedAsync(428, "precondition.required");
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(9m), ifMatch: "\"7\"").RefusedAsync(412, "precondition.stale");
        using var revised = await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(9m), ifMatch: "\"1\"");
        Assert.Equal("\"2\"", revised.Headers.ETag!.ToString());
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(8m), ifMatch: "\"1\"").RefusedAsync(412, "precondition.stale");
        var withdrawn = await client.WriteAsync(HttpMethod.Post, $"/bids/{bid}/withdraw", null, ifMatch: "\"2\"").OkAsync();
        Assert.Equal("withdrawn", withdrawn.GetProperty("bid").Text("status"));
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(8m), ifMatch: "\"3\"").RefusedAsync(409, "bid.withdrawn");
        await client.ReadAsync($"/packages/{market.PackageId}/bids/mine").RefusedAsync(404, "bid.not-found");

        var second = (await market.SubmitAsync(bidder, 7m)).GetProperty("bid").Id("id");
        Assert.NotEqual(bid, second);
        var revisions = (await client.ReadAsync($"/bids/{bid}/revisions").OkAsync()).GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["submit", "revise", "withdraw"], revisions.Select(revision => revision.Text("kind")));
        Assert.Equal([1205m, 1084.5m, 1084.5m], revisions.Select(revision => revision.Number("total")));
        Assert.Equal(revisions[1].Text("documentHash"), revisions[2].Text("documentHash"));
    }

    [Fact]
    public async Task A_draft_and_a_package_for_others_look_like_nothing_and_a_cancelled_one_is_closed()
    {
        var draft = await Market.OpenAsync(servers.First, status: PackageStatus.Draft);
        var invited = await Market.OpenAsync(servers.First, visibility: Visibility.Invited);
        var guest = Person.Of(CompanyKind.Subcontractor);
        var stranger = Person.Of(CompanyKind.Subcontractor);
        await invited.InviteAsync(guest);
        using var client = servers.First.As(stranger);

        foreach (var package in new[] { draft.PackageId, invited.PackageId, Guid.NewGuid() })
        {
            await client.WriteAsync(HttpMethod.Post, $"/packages/{package}/bids", Market.Bid()).RefusedAsync(404, "package.not-found");
            await client.WriteAsync(HttpMethod.Post, $"/packages/{package}/bids", Market.Bid(form: new([], [], []))).RefusedAsync(404, "package.not-found");
            await client.ReadAsync($"/packages/{package}/opening").RefusedAsync(404, "package.not-found");
        }
        await invited.SubmitAsync(guest);

        var cancelled = await Market.OpenAsync(servers.First);
        await cancelled.ChangeAsync(terms => terms with { Status = PackageStatus.Cancelled });
        await client.WriteAsync(HttpMethod.Post, $"/packages/{cancelled.PackageId}/bids", Market.Bid()).RefusedAsync(409, "package.not-open");
    }

    [Fact]
    public async Task Events_of_a_bid_reach_its_bidder_and_carry_no_amount()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var acceptance = await market.SubmitAsync(bidder, 4711.0815m);
        var bid = acceptance.GetProperty("bid").Id("id");
        using var client = servers.First.As(bidder);
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(4711.0816m), ifMatch: "\"1\"").OkAsync();
        await client.WriteAsync(HttpMethod.Post, $"/bids/{bid}/withdraw", null, ifMatch: "\"2\"").OkAsync();

        var submitted = (await servers.Heard.WaitAsync<BidSubmitted>(message => message.BidId == bid)).Single();
        Assert.Equal(
            new(bid, market.PackageId, market.Terms.ProjectId, market.Contractor.CompanyId, bidder.CompanyId, market.Contractor.CompanyName, "Town hall",
                "Roofing", "roofing", "USD", 1, 1, acceptance.Time("acceptedAt"), acceptance.Time("dueAt"), "America/Chicago"),
            submitted);
        var revised = (await servers.Heard.WaitAsync<BidRevised>(message => message.BidId == bid)).Single();
        Assert.Equal((2, 1, "Roofing"), (revised.Revision, revised.ScopeVersion, revised.PackageTitle));
        var withdrawn = (await servers.Heard.WaitAsync<BidWithdrawn>(message => message.BidId == bid)).Single();
        Assert.Equal((3, bidder.CompanyId), (withdrawn.Revision, withdrawn.BidderId));
        Assert.DoesNotContain("4711", JsonSerializer.Serialize(new object[] { submitted, revised, withdrawn }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_and_kinds_that_do_not_bid_are_refused()
    {
        var market = await Market.OpenAsync(servers.First);
        foreach (var person in new[] { Person.Of(CompanyKind.Contractor), Person.Of(CompanyKind.Subcontractor, "viewer"), market.Contractor })
        {
            using var client = servers.First.As(person);
            await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid()).RefusedAsync(403, "auth.forbidden");
        }
        using var nobody = servers.First.CreateDefaultClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.ReadAsync("/bids")).StatusCode);
    }

    [Fact]
    public async Task The_board_of_the_bidder_follows_its_bids()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        using var client = servers.Second.As(bidder);
        JsonElement item = default;
        await Eventually.TrueAsync(async () =>
        {
            var data = (await client.ReadAsync("/bids?status=submitted").OkAsync()).GetProperty("data");
            item = data.GetArrayLength() is 1 ? data[0] : default;
            return item.ValueKind is JsonValueKind.Object;
        }, "the board shows the bid", default);
        Assert.Equal(bid, item.Id("bidId"));
        Assert.Equal("Roofing", item.Text("packageTitle"));
        Assert.False(item.TryGetProperty("total", out _));
        await client.ReadAsync("/bids?status=lost").RefusedAsync(400, "request.invalid");
        await client.ReadAsync("/bids?cursor=nonsense").RefusedAsync(400, "request.invalid");
    }
}
