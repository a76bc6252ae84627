using Aspire.Hosting.Testing;
using BidForge.EndToEnd.Tests.Browser.Support;
using BidForge.ServiceDefaults.Errors;
using BidForge.Testing.Marketplace;
using Npgsql;
using StackExchange.Redis;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>How the marketplace stands: for everybody by its parts, for administrators by its processes and their errors.</summary>
[Collection(typeof(Site))]
public sealed class StatusPagesTests(Site site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_sees_that_everything_works()
    {
        await using var visitor = await site.VisitAsync(javaScript: false);
        await visitor.SeesAsync("/status", "Everything works", Cancel);
        Assert.Contains("Bidding", await visitor.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_every_process_and_puts_a_mended_error_away()
    {
        var company = await Company.RegisterAsync(site.Gateway, "contractor", Cancel);
        await using var visitor = await site.VisitAsync(javaScript: false);
        await visitor.LogInAsync(company.Email);
        Assert.Equal(403, (await visitor.Page.GotoAsync("/admin/system"))!.Status);
        Assert.Equal(403, (await visitor.Page.GotoAsync("/admin/errors"))!.Status);

        await GrantAsync(company.Email);
        await using var administrator = await site.VisitAsync(javaScript: false);
        await administrator.LogInAsync(company.Email);
        await administrator.SeesAsync("/admin/system", "Everything works", Cancel);
        var text = await administrator.TextAsync();
        Assert.All(new[] { "gateway", "bidcatalog", "rabbitmq", "disk" }, part => Assert.Contains(part, text, StringComparison.Ordinal));

        await using var redis = await ConnectionMultiplexer.ConnectAsync((await site.App.GetConnectionStringAsync("redis", Cancel))!);
        await new ErrorInbox(redis.GetDatabase()).AddAsync(new(
            "analytics", "Tests.MadeUpException", "BidForge.Analytics.Somewhere.ReadAsync", "It failed for {Whom}", null, TimeProvider.System.GetUtcNow().AddDays(1), ["Information Here: asked"]));
        await administrator.SeesAsync("/admin/errors", "Tests.MadeUpException", Cancel);
        Assert.Empty(await Accessibility.ViolationsAsync((await WithScriptAsync(company)).Page, Cancel));
        await administrator.PressAsync("Mended: put it away");
        Assert.DoesNotContain("Tests.MadeUpException", await administrator.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_gives_a_plan_and_the_company_sees_it_beside_what_it_uses()
    {
        var admin = await Company.RegisterAsync(site.Gateway, "contractor", Cancel);
        var company = await Company.RegisterAsync(site.Gateway, "subcontractor", Cancel);
        await GrantAsync(admin.Email);
        await using var member = await site.VisitAsync(javaScript: false);
        await member.LogInAsync(company.Email);
        await member.SeesAsync("/company/usage", "Free", Cancel);
        await member.GoAsync($"/directory/{admin.Id}");
        Assert.DoesNotContain("Give this plan", await member.TextAsync(), StringComparison.Ordinal);

        await using var administrator = await site.VisitAsync(javaScript: false);
        await administrator.LogInAsync(admin.Email);
        await administrator.GoAsync($"/directory/{company.Id}");
        await administrator.ChooseAsync("Form.Plan", "Pro");
        await administrator.PressAsync("Give this plan");
        Assert.Contains("The company's plan is Pro now.", await administrator.Page.ContentAsync(), StringComparison.Ordinal);

        await member.SeesAsync("/company/usage", "Pro", Cancel);
        var text = await member.TextAsync();
        Assert.Contains("of 20,000 (0%)", text, StringComparison.Ordinal);
        Assert.Contains("0 bytes of 500 GB", text, StringComparison.Ordinal);
        await member.SeesAsync("/company/usage", TimeProvider.System.GetUtcNow().ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture), Cancel);
    }

    // axe is a script.
    private async Task<Visitor> WithScriptAsync(Company company)
    {
        var visitor = await site.VisitAsync();
        await visitor.LogInAsync(company.Email);
        await visitor.GoAsync("/admin/system");
        Assert.Empty(await Accessibility.ViolationsAsync(visitor.Page, Cancel));
        await visitor.GoAsync("/admin/errors");
        return visitor;
    }

    private async Task GrantAsync(string email)
    {
        await using var database = NpgsqlDataSource.Create((await site.App.GetConnectionStringAsync("auth-db", Cancel))!);
        await using var grant = database.CreateCommand("update users set platform_admin = true where email = $1");
        grant.Parameters.Add(new() { Value = email });
        Assert.Equal(1, await grant.ExecuteNonQueryAsync(Cancel));
    }
}
