using System.Text;
using System.Text.Json;
using BidForge.Demo.Api;

namespace BidForge.Testing.Marketplace;

/// <summary>A private project with one package, one invited bidder, a question, a document and a sealed bid: everything that a stranger must not see.</summary>
public sealed class SealedProject
{
    public required Company Contractor { get; init; }

    public required Company Bidder { get; init; }

    public required Guid ProjectId { get; init; }

    public required Guid PackageId { get; init; }

    public required Guid LineId { get; init; }

    public required Guid QuestionId { get; init; }

    public required Guid DocumentId { get; init; }

    public required Guid BidId { get; init; }

    public static async Task<SealedProject> CreateAsync(Uri gateway, CancellationToken ct)
    {
        var contractor = await Company.RegisterAsync(gateway, "contractor", ct);
        var bidder = await Company.RegisterAsync(gateway, "subcontractor", ct);
        var project = (await contractor.Api.PostAsync("/projects", Project("invited"), ct)).Id();
        var package = await contractor.Api.PostAsync($"/projects/{project}/packages", Package(TimeProvider.System.GetUtcNow().AddDays(7)), ct);
        var packageId = package.Id();
        var line = package.Get("bidForm").Get("lineItems")[0].Id();
        var document = await contractor.Api.UploadAsync($"/files?purpose=document&packageId={packageId}&name=scope.txt", Encoding.UTF8.GetBytes("the scope"), "text/plain", ct);
        await contractor.Api.PostAsync($"/projects/{project}/publish", null, ct);
        await InviteAsync(contractor, packageId, bidder, ct);
        await UntilDocumentsAreReadableAsync(bidder, packageId, ct);
        var question = await bidder.Api.PostAsync($"/packages/{packageId}/questions", new { text = "Is access by night possible?" }, ct);
        var acceptance = await SubmitAsync(bidder, packageId, line, 12.5m, ct);
        return new()
        {
            Contractor = contractor, Bidder = bidder, ProjectId = project, PackageId = packageId, LineId = line,
            QuestionId = question.Id(), DocumentId = document.Id(), BidId = acceptance.Get("bid").Id(),
        };
    }

    public static object Project(string visibility) => new
    {
        name = "Town hall",
        description = "New roof",
        place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
        timeZone = "America/Chicago",
        visibility,
        currency = "USD",
    };

    public static object Package(DateTimeOffset dueAt) => new
    {
        title = "Roofing",
        trade = "roofing",
        description = "Membrane and flashings",
        dueAt,
        bidForm = new { lineItems = new[] { new { description = "Membrane", quantity = 100, unit = "SF", kind = "base" } }, alternates = Array.Empty<object>(), questions = Array.Empty<object>() },
    };

    public static object Bid(Guid line, decimal unitPrice) => new
    {
        scopeVersion = 1,
        lines = new[] { new { lineItemId = line, unitPrice } },
        alternates = Array.Empty<object>(),
        answers = Array.Empty<object>(),
        attachments = Array.Empty<Guid>(),
    };

    /// <summary>Invites, repeating until the company has become known to the project service.</summary>
    public static async Task InviteAsync(Company contractor, Guid packageId, Company bidder, CancellationToken ct) =>
        await Eventually.TrueAsync(async () =>
        {
            var answer = await contractor.Api.PostAsync($"/packages/{packageId}/invitations", new { companyIds = new[] { bidder.Id } }, ct);
            return answer.Get("data").GetArrayLength() > 0;
        }, "the bidder was invited", ct);

    /// <summary>Package and invitation reach the file service by events; before, it can't tell a stranger from whose package it is.</summary>
    private static Task UntilDocumentsAreReadableAsync(Company bidder, Guid packageId, CancellationToken ct) =>
        Eventually.TrueAsync(async () =>
        {
            try
            {
                return (await bidder.Api.GetAsync($"/packages/{packageId}/documents", ct)).Get("data").GetArrayLength() > 0;
            }
            catch (ApiException refusal) when (refusal.Status is 404)
            {
                return false;
            }
        }, "the bidder may read the documents", ct);

    /// <summary>Submits, repeating while terms and invitation are on their way to the bid service.</summary>
    public static async Task<JsonElement> SubmitAsync(Company bidder, Guid packageId, Guid line, decimal unitPrice, CancellationToken ct)
    {
        JsonElement acceptance = default;
        var key = Guid.NewGuid().ToString();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                acceptance = await bidder.Api.PostAsync($"/packages/{packageId}/bids", Bid(line, unitPrice), ct, key);
                return true;
            }
            catch (ApiException refusal) when (refusal.Status is 404)
            {
                return false;
            }
        }, "the bid was accepted", ct);
        return acceptance;
    }
}
