using System.Net;
using BidForge.Contracts;
using BidForge.Features;
using BidForge.Testing.Marketplace;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Notifications.Tests;

public sealed class FlagTests(NotificationSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_notifications_can_be_switched_off_for_one_company_while_everything_runs_and_on_again()
    {
        var (off, on) = (await system.RegisterAsync(CompanyKind.Subcontractor), await system.RegisterAsync(CompanyKind.Subcontractor));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(off)).Status);

        await system.WriteFeaturesAsync($$"""{ "DefaultRolloutPercentage": 100, "Exclusion": { "Users": ["{{off.Id}}"] } }""", Cancel);
        try
        {
            await Eventually.TrueAsync(async () => (await AskAsync(off)).Status is HttpStatusCode.ServiceUnavailable, "the stream is switched off", Cancel);
            var (_, code, retryAfter) = await AskAsync(off);
            Assert.Contains("notification.live-switched-off", code);
            Assert.Equal(TimeSpan.FromMinutes(5), retryAfter);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(on)).Status);
            // Nothing is lost by it: the list is there.
            await off.WelcomedAsync(Cancel);
        }
        finally
        {
            system.RemoveFeatures();
        }
        await Eventually.TrueAsync(async () => (await AskAsync(off)).Status is HttpStatusCode.OK, "the stream is switched on again", Cancel);
    }

    [Fact]
    public async Task A_percentage_takes_about_that_share_of_companies_and_keeps_them_as_it_grows()
    {
        var companies = Enumerable.Range(0, 2000).Select(_ => Guid.NewGuid()).ToList();
        var third = await WhoAsync(companies, 30);
        var more = await WhoAsync(companies, 60);
        Assert.InRange(third.Count, 480, 720);
        Assert.InRange(more.Count, 1050, 1350);
        Assert.Subset(more, third);
        Assert.Equal(third, await WhoAsync(companies, 30));
    }

    private static async Task<HashSet<Guid>> WhoAsync(List<Guid> companies, int percent)
    {
        var rules = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FeatureManagement:LiveNotifications:EnabledFor:0:Name"] = "Microsoft.Targeting",
            ["FeatureManagement:LiveNotifications:EnabledFor:0:Parameters:Audience:DefaultRolloutPercentage"] = $"{percent}",
        }).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(rules).AddLogging().AddFeatures().BuildServiceProvider();
        var switches = services.GetRequiredService<FeatureSwitches>();
        var on = new HashSet<Guid>();
        foreach (var company in companies)
            if (await switches.IsOnAsync(Flags.LiveNotifications, company, "subcontractor"))
                on.Add(company);
        return on;
    }

    // The headers are enough: a stream that is open is left at once.
    private static async Task<(HttpStatusCode Status, string Body, TimeSpan? RetryAfter)> AskAsync(TestCompany company)
    {
        using var client = company.Client();
        using var answer = await client.GetAsync("notifications/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
        var body = answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, body, answer.Headers.RetryAfter?.Delta);
    }
}
