using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Monitoring.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.Monitoring.Tests.Secrecy.Support;

/// <summary>A contractor's sealed package on the market, with one invited bidder and one invited rival.</summary>
public sealed class Tender
{
    public required Company Contractor { get; init; }

    public required Company Bidder { get; init; }

    public required Company Rival { get; init; }

    public required Guid ProjectId { get; init; }

    public required JsonElement Package { get; init; }

    public required Guid DocumentId { get; init; }

    public Guid PackageId => Package.Id();

    /// <param name="description">Of the project: open to all who may see it.</param>
    public static async Task<Tender> CreateAsync(Marketplace marketplace, string description, CancellationToken ct)
    {
        var contractor = await Company.RegisterAsync(marketplace.Gateway, "contractor", ct);
        var bidder = await Company.RegisterAsync(marketplace.Gateway, "subcontractor", ct);
        var rival = await Company.RegisterAsync(marketplace.Gateway, "subcontractor", ct);
        var project = (await contractor.Api.PostAsync("/projects", new
        {
            name = "Town hall", description, timeZone = "America/Chicago", visibility = "invited", currency = "USD",
            place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
        }, ct)).Id();
        var package = await contractor.Api.PostAsync($"/projects/{project}/packages", new
        {
            title = "Roofing",
            trade = "roofing",
            description = "Membrane and flashings",
            dueAt = TimeProvider.System.GetUtcNow().AddDays(7),
            bidForm = new
            {
                lineItems = new[] { new { description = "Membrane", quantity = 100, unit = "SF", kind = "base" } },
                alternates = new[] { new { description = "Green roof" } },
                questions = new[] { new { text = "Is scaffolding included?", required = true } },
            },
        }, ct);
        var document = await contractor.Api.UploadAsync($"/files?purpose=document&packageId={package.Id()}&name=scope.txt", "the scope"u8.ToArray(), "text/plain", ct);
        await contractor.Api.PostAsync($"/projects/{project}/publish", null, ct);
        foreach (var company in new[] { bidder, rival })
            await SealedProject.InviteAsync(contractor, package.Id(), company, ct);
        var tender = new Tender { Contractor = contractor, Bidder = bidder, Rival = rival, ProjectId = project, Package = package, DocumentId = document.Id() };
        await tender.KnownAsync(ct);
        return tender;
    }

    /// <summary>A bid that is right but for what the caller changes.</summary>
    public object Bid(decimal unitPrice, decimal alternate, string answer, string notes, int scopeVersion = 1, params Guid[] attachments)
    {
        var form = Package.Get("bidForm");
        return new
        {
            scopeVersion,
            lines = new[] { new { lineItemId = form.Get("lineItems")[0].Id(), unitPrice } },
            alternates = new[] { new { alternateId = form.Get("alternates")[0].Id(), amount = alternate } },
            answers = new[] { new { questionId = form.Get("questions")[0].Id(), answer } },
            attachments,
            notes,
        };
    }

    /// <summary>The bidder submits with an attachment; answers the bid and the attachment.</summary>
    public async Task<(Guid BidId, Guid FileId)> SubmitAsync(CancellationToken ct)
    {
        var file = await Bidder.Api.UploadAsync($"/files?purpose=bidAttachment&packageId={PackageId}&name=quote.txt", "our quote"u8.ToArray(), "text/plain", ct);
        var accepted = await Bidder.Api.PostAsync($"/packages/{PackageId}/bids", Bid(12.5m, -3m, "Yes", "With care", 1, file.Id()), ct);
        return (accepted.Get("bid").Id(), file.Id());
    }

    /// <summary>Everybody concerned has heard of the package: the bid service by its opening, the file service by the document.</summary>
    private async Task KnownAsync(CancellationToken ct)
    {
        foreach (var company in new[] { Bidder, Rival })
            await Eventually.TrueAsync(async () =>
            {
                try
                {
                    await company.Api.GetAsync($"/packages/{PackageId}/opening", ct);
                    return (await company.Api.GetAsync($"/packages/{PackageId}/documents", ct)).Get("data").GetArrayLength() is 1;
                }
                catch (ApiException refusal) when (refusal.Status is 404)
                {
                    return false;
                }
            }, "the package is known everywhere", ct);
    }
}
