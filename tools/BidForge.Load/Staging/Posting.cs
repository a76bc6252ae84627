using BidForge.Demo.Api;

namespace BidForge.Load.Staging;

/// <summary>Public projects and packages with a bid form of ten base lines, a unit price, an alternate and a question.</summary>
internal static class Posting
{
    public static async Task<Guid> ProjectAsync(Trader contractor, CancellationToken ct) => (await contractor.Api.PostAsync("/projects", new
    {
        name = "Load",
        description = "Made for a measurement",
        place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
        timeZone = "America/Chicago",
        visibility = "public",
        currency = "USD",
    }, ct)).Id();

    public static async Task<Lot> PackageAsync(Trader contractor, Guid project, DateTimeOffset dueAt, CancellationToken ct)
    {
        var created = await contractor.Api.PostAsync($"/projects/{project}/packages", new
        {
            title = "Roofing",
            trade = "roofing",
            description = "Membrane, insulation and flashings",
            dueAt,
            bidForm = new
            {
                lineItems = Enumerable.Range(1, 10).Select(number => new { description = $"Roof area {number}", quantity = 100.5m * number, unit = "SF", kind = "base" })
                    .Append(new { description = "Extra insulation", quantity = 1m, unit = "SF", kind = "unitPrice" }),
                alternates = new[] { new { description = "Leave out the gravel" } },
                questions = new[] { new { text = "Is waste removal included?", required = true } },
            },
        }, ct);
        return new(created.Id(), contractor, created.Time("dueAt"), BidTemplate.Of(created.Get("bidForm")));
    }
}
