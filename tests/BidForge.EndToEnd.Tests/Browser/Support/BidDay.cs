using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Browser.Support;

/// <summary>
/// A due time that has passed, made once for all tests that look at what comes after it: one package opened, with fifteen bidders and sixty lines, and one
/// that waits to be opened by two people.
/// </summary>
public sealed class BidDay
{
    public const int Bidders = 15;
    public const int Lines = 60;

    public required Company Contractor { get; init; }

    /// <summary>Who else of the contractor may open.</summary>
    public required string ColleagueEmail { get; init; }

    /// <summary>With the lowest prices.</summary>
    public required Company Bidder { get; init; }

    public required Guid BidId { get; init; }

    public required Guid Opened { get; init; }

    public required Guid Waiting { get; init; }

    public static async Task<BidDay> CreateAsync(Uri gateway, CancellationToken ct)
    {
        var contractor = await Company.RegisterAsync(gateway, "contractor", ct);
        var colleague = $"colleague@{contractor.Id:N}.example";
        await contractor.Api.PostAsync(
            $"/companies/{contractor.Id}/users", new { name = "Grace Lee", email = colleague, password = Visitor.Password, role = "estimator" }, ct);
        var bidders = await Task.WhenAll(Enumerable.Range(0, Bidders).Select(_ => Company.RegisterAsync(gateway, "subcontractor", ct)));
        var project = (await contractor.Api.PostAsync("/projects", SealedProject.Project("public"), ct)).Id();
        var opened = await contractor.Api.PostAsync($"/projects/{project}/packages", Package(openers: 1), ct);
        var waiting = await contractor.Api.PostAsync($"/projects/{project}/packages", Package(openers: 2), ct);
        await contractor.Api.PostAsync($"/projects/{project}/publish", null, ct);

        var bids = await Task.WhenAll(bidders.Select((bidder, index) => SubmitAsync(bidder, opened, 10 + index, ct)));
        await SubmitAsync(bidders[0], waiting, 10, ct);
        await Task.WhenAll(Deadline.PassAsync(contractor.Api, opened.Id(), ct), Deadline.PassAsync(contractor.Api, waiting.Id(), ct));
        await contractor.Api.PostAsync($"/packages/{opened.Id()}/open", null, ct);
        return new()
        {
            Contractor = contractor, ColleagueEmail = colleague, Bidder = bidders[0], BidId = bids[0].Get("bid").Id(), Opened = opened.Id(), Waiting = waiting.Id(),
        };
    }

    private static object Package(int openers) => new
    {
        title = $"Roofing, opened by {openers}",
        trade = "roofing",
        description = "Membrane and flashings",
        dueAt = TimeProvider.System.GetUtcNow().AddDays(1),
        openers,
        deadlineGuardMinutes = 0,
        bidForm = new
        {
            lineItems = Enumerable.Range(1, Lines).Select(line => new { description = $"Membrane, roof area {line}, fully adhered", quantity = 100, unit = "SF", kind = "base" }),
            alternates = new[] { new { description = "Leave out the gravel" } },
            questions = new[] { new { text = "Is waste removal included?", required = true } },
        },
    };

    private static async Task<JsonElement> SubmitAsync(Company bidder, JsonElement package, decimal price, CancellationToken ct)
    {
        var form = package.Get("bidForm");
        var bid = new
        {
            scopeVersion = 1,
            lines = form.Get("lineItems").EnumerateArray().Select(line => new { lineItemId = line.Id(), unitPrice = price }).ToArray(),
            alternates = new[] { new { alternateId = form.Get("alternates")[0].Id(), amount = -1000 * price } },
            answers = new[] { new { questionId = form.Get("questions")[0].Id(), answer = price % 2 is 0 ? "Yes" : "No: by others" } },
            attachments = Array.Empty<Guid>(),
            notes = "Grüße: „Łódź“ \\ 日本 \"é\" \U0001F3D7\n\tend\u2028",
        };
        JsonElement acceptance = default;
        var key = Guid.NewGuid().ToString();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                acceptance = await bidder.Api.PostAsync($"/packages/{package.Id()}/bids", bid, ct, key);
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
