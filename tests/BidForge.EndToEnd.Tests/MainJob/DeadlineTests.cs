using System.Net;
using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.MainJob;

/// <summary>From the last minute of bidding to the look at the prices, over all services that have a part in it.</summary>
public sealed class DeadlineTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_deadline_is_called_with_the_project_service_and_every_look_at_a_price_is_told_to_its_bidder()
    {
        var contractor = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        var bidder = await Company.RegisterAsync(marketplace.Gateway, "subcontractor", Cancel);
        var project = (await contractor.Api.PostAsync("/projects", SealedProject.Project("public"), Cancel)).Id();
        var package = await contractor.Api.PostAsync($"/projects/{project}/packages", Package(), Cancel);
        var line = package.Get("bidForm").Get("lineItems")[0].Id();
        await contractor.Api.PostAsync($"/projects/{project}/publish", null, Cancel);
        var bid = (await SealedProject.SubmitAsync(bidder, package.Id(), line, 12m, Cancel)).Get("bid").Id();

        await Deadline.PassAsync(contractor.Api, package.Id(), Cancel);
        var late = await Assert.ThrowsAsync<ApiException>(() => bidder.Api.PutAsync($"/bids/{bid}", SealedProject.Bid(line, 11m), Cancel, 1));
        Assert.Equal("bid.deadline-passed", late.Code);
        Assert.Equal("opened", (await contractor.Api.PostAsync($"/packages/{package.Id()}/open", null, Cancel)).Text("status"));

        Assert.Empty(await bidder.Api.ListAsync($"/bids/{bid}/views", Cancel));
        await Eventually.TrueAsync(() => SpreadAsync(contractor, package.Id()), "the figures show the prices", Cancel);
        await Eventually.TrueAsync(async () => (await bidder.Api.ListAsync($"/bids/{bid}/views", Cancel)).Count is 1, "the bidder is told who saw its price", Cancel);
    }

    [Fact]
    public async Task What_services_ask_each_other_can_not_be_asked_from_outside()
    {
        var foreign = await SealedProject.CreateAsync(marketplace.Gateway, Cancel);
        using var http = marketplace.CreateGatewayClient();
        foreach (var path in new[] { "/internal/packages/{0}/deadline", "/api/v1/internal/packages/{0}/deadline" })
        {
            using var answer = await http.GetAsync(string.Format(null, path, foreign.PackageId), Cancel);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("isOver", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<bool> SpreadAsync(Company contractor, Guid package)
    {
        try
        {
            return (await contractor.Api.GetAsync($"/analytics/packages/{package}/spread", Cancel)).Get("bids").GetArrayLength() is 1;
        }
        catch (ApiException notYet) when (notYet.Status is 404 or 409)
        {
            return false;
        }
    }

    private static object Package() => new
    {
        title = "Roofing",
        trade = "roofing",
        description = "Membrane and flashings",
        dueAt = TimeProvider.System.GetUtcNow().AddDays(7),
        deadlineGuardMinutes = 0,
        bidForm = new { lineItems = new[] { new { description = "Membrane", quantity = 100, unit = "SF", kind = "base" } } },
    };
}
