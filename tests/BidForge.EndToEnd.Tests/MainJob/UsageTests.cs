using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.MainJob;

public sealed class UsageTests(Marketplace marketplace)
{
    [Fact]
    public async Task What_gateway_bid_and_file_service_saw_of_a_company_is_its_usage_and_no_others()
    {
        var ct = TestContext.Current.CancellationToken;
        var deal = await SealedProject.CreateAsync(marketplace.Gateway, ct);

        var bidder = await UntilAsync(deal.Bidder, usage => Amount(usage, "bids") is 1 && Amount(usage, "requests") >= 3);
        Assert.Equal((0, "free"), (Amount(bidder, "storageBytes"), bidder.Text("plan")));
        var contractor = await UntilAsync(deal.Contractor, usage => Amount(usage, "storageBytes") is 9 && Amount(usage, "requests") >= 5);
        Assert.Equal(0, Amount(contractor, "bids"));

        async Task<JsonElement> UntilAsync(Company company, Func<JsonElement, bool> wanted)
        {
            JsonElement usage = default;
            await Eventually.TrueAsync(async () => wanted(usage = await company.Api.GetAsync("/usage", ct)), "the usage is known", ct);
            return usage;
        }
    }

    private static long Amount(JsonElement usage, string feature) => usage.Get(feature).Get("amount").GetInt64();
}
