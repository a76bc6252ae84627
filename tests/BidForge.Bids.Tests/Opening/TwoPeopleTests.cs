using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Opening;

public sealed class TwoPeopleTests(Servers servers)
{
    [Fact]
    public async Task Two_different_people_open_and_the_log_of_it_shows_when_the_bids_do()
    {
        var market = await DueAsync();
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var (first, second) = (market.Contractor, Person.Of(CompanyKind.Contractor, "estimator", market.Contractor.CompanyId));
        using var bidders = servers.Second.As(bidder);

        for (var time = 0; time < 2; time++)
            Assert.Equal(("due", 1), Approvals(await OpenAsync(market, first).OkAsync()));
        await OpenAsync(market, Person.Of(CompanyKind.Contractor, "viewer", market.Contractor.CompanyId)).RefusedAsync(403, "auth.forbidden");
        Assert.Equal(("due", 0), Approvals(await bidders.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync()));
        using (var contractor = servers.First.As(first))
            await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").RefusedAsync(409, "package.not-opened");

        var opened = await OpenAsync(market, second).OkAsync();
        Assert.Equal(("opened", 2), Approvals(opened));
        Assert.Equal(second.Name, opened.Text("openedBy"));
        var seen = await bidders.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync();
        Assert.Equal([first.Name, second.Name], seen.GetProperty("approvals").EnumerateArray().Select(approval => approval.Text("name")));
        Assert.Equal(opened.Text("rootHash"), seen.Text("rootHash"));
        Assert.Equal(opened.GetProperty("openedAt").GetRawText(), (await OpenAsync(market, first).OkAsync()).GetProperty("openedAt").GetRawText());
    }

    [Fact]
    public async Task Many_calls_of_two_people_at_once_make_one_opening_with_two_approvals()
    {
        var market = await DueAsync();
        var second = Person.Of(CompanyKind.Contractor, "estimator", market.Contractor.CompanyId);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(number => OpenAsync(market, number % 2 is 0 ? market.Contractor : second, number % 3 is 0 ? servers.Second : null).OkAsync()));
        Assert.Equal(1, await servers.AskAsync<long>(market, "select count(*) from openings where package_id = $1"));
        Assert.Equal(2, await servers.AskAsync<long>(market, "select count(*) from opening_approvals where package_id = $1"));
    }

    [Fact]
    public async Task An_administrator_completes_a_stuck_opening_with_a_reason_that_every_bidder_reads()
    {
        var market = await Market.OpenAsync(servers.First, terms: terms => terms with { Openers = 2 });
        var bidder = Person.Of(CompanyKind.Subcontractor);
        await market.SubmitAsync(bidder);
        using var admin = servers.First.As(Person.Of(CompanyKind.Contractor) with { PlatformAdmin = true });
        var path = $"/admin/packages/{market.PackageId}/open";
        var reason = new { reason = "Both people have left the company." };
        await admin.WriteAsync(HttpMethod.Post, path, reason).RefusedAsync(409, "package.not-due");
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        await OpenAsync(market, market.Contractor).OkAsync();

        await admin.WriteAsync(HttpMethod.Post, path, new { reason = " so " }).RefusedAsync(400, "request.invalid");
        await admin.WriteAsync(HttpMethod.Post, $"/admin/packages/{Guid.CreateVersion7()}/open", reason).RefusedAsync(404, "package.not-found");
        using (var contractor = servers.First.As(market.Contractor))
            await contractor.WriteAsync(HttpMethod.Post, path, reason).RefusedAsync(403, "auth.forbidden");
        await admin.WriteAsync(HttpMethod.Post, path, reason).OkAsync();

        using var bidders = servers.Second.As(bidder);
        var seen = await bidders.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync();
        Assert.Equal(("opened", 1), Approvals(seen));
        Assert.Equal("Both people have left the company.", seen.GetProperty("override").Text("reason"));
        // An administrator opens; it does not read prices.
        await admin.ReadAsync($"/packages/{market.PackageId}/leveling").RefusedAsync(404, "package.not-found");
    }

    [Fact]
    public async Task How_many_open_and_whether_bids_are_sealed_never_change_after_publication()
    {
        var market = await Market.OpenAsync(servers.First, terms: terms => terms with { Openers = 2 });
        await market.ChangeAsync(terms => terms with { Openers = 1, Sealed = false });
        using var client = servers.First.As(market.Contractor);
        var view = await client.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync();
        Assert.Equal((2, true), (view.GetProperty("openers").GetInt32(), view.GetProperty("sealed").GetBoolean()));
    }

    private static (string Status, int Approvals) Approvals(JsonElement view) => (view.Text("status"), view.GetProperty("approvals").GetArrayLength());

    private async Task<HttpResponseMessage> OpenAsync(Market market, Person person, BidApp? through = null)
    {
        using var client = (through ?? servers.First).As(person);
        return await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null);
    }

    private async Task<Market> DueAsync()
    {
        var market = await Market.OpenAsync(servers.First, terms: terms => terms with { Openers = 2 });
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        return market;
    }
}
