using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Opening;

/// <summary>Terms come by events. An extension that was committed in time counts from then on, however late its event is.</summary>
public sealed class ExtensionTests(Servers servers)
{
    [Fact]
    public async Task While_an_extension_is_on_its_way_nothing_is_opened_and_no_bid_is_called_late()
    {
        var market = await Market.OpenAsync(servers.First);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        Deadlines.Set(market.PackageId, market.Terms.Version + 1, isOver: false);
        using var contractor = servers.First.As(market.Contractor);
        using var bidder = servers.Second.As(Person.Of(CompanyKind.Subcontractor));

        using (var opening = await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null))
            Assert.Equal((503, true), ((int)opening.StatusCode, opening.Headers.RetryAfter is not null));
        using (var late = await bidder.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "k"))
            Assert.Equal((503, true), ((int)late.StatusCode, late.Headers.RetryAfter is not null));

        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow().AddHours(1) });
        await bidder.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "k").OkAsync();
        await market.CloseAndOpenAsync();
    }

    [Fact]
    public async Task A_deadline_that_has_yet_to_pass_by_the_clock_that_extensions_go_by_is_not_over()
    {
        var market = await Market.OpenAsync(servers.First);
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        Deadlines.Set(market.PackageId, market.Terms.Version, isOver: false);
        using var contractor = servers.First.As(market.Contractor);
        await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null).RefusedAsync(503, "service.unavailable");
        Deadlines.Set(market.PackageId, market.Terms.Version);
        Assert.Equal("opened", (await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null).OkAsync()).Text("status"));
    }

    [Fact]
    public async Task The_project_service_is_asked_once_for_each_deadline_and_replica()
    {
        var market = await Market.OpenAsync(servers.First);
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        await using var alone = new Deadlines();
        await alone.StartAsync();
        await using var app = servers.Start(new Dictionary<string, string>(servers.Settings) { ["services:project:http:0"] = alone.Address });
        for (var send = 0; send < 5; send++)
        {
            using var client = app.As(Person.Of(CompanyKind.Subcontractor));
            await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid()).RefusedAsync(409, "bid.deadline-passed");
        }
        Assert.Equal(1, alone.Asked);
    }

    [Fact]
    public async Task Bids_in_time_do_not_need_the_project_service_and_late_ones_are_not_decided_without_it()
    {
        var market = await Market.OpenAsync(servers.First);
        await using var app = servers.Start(new Dictionary<string, string>(servers.Settings) { ["services:project:http:0"] = "http://127.0.0.1:1" });
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), through: app);
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        using var client = app.As(Person.Of(CompanyKind.Subcontractor));
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid()).RefusedAsync(503, "service.unavailable");
    }
}
