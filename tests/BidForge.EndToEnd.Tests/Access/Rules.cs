using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;
using static BidForge.EndToEnd.Tests.Access.Access;

namespace BidForge.EndToEnd.Tests.Access;

/// <summary>Every endpoint of the API with its rule. An endpoint that is not here fails the test that compares this list with the OpenAPI document.</summary>
public static class Rules
{
    private const string Api = "/api/v1";

    public static IReadOnlyList<Rule> For(SealedProject foreign)
    {
        var project = $"{Api}/projects/{foreign.ProjectId}";
        var package = $"{Api}/packages/{foreign.PackageId}";
        var company = $"{Api}/companies/{foreign.Contractor.Id}";
        var bid = $"{Api}/bids/{foreign.BidId}";
        var file = $"{Api}/files/{foreign.DocumentId}";
        var bidBody = SealedProject.Bid(foreign.LineId, 1m);
        var packageBody = SealedProject.Package(TimeProvider.System.GetUtcNow().AddDays(3));
        var profile = new
        {
            name = "Stolen", trades = Array.Empty<string>(), serviceRadiusKm = 10, timeZone = "America/Chicago",
            place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
        };
        return
        [
            new($"POST {Api}/auth/register", Anonymous),
            new($"POST {Api}/auth/login", Anonymous),
            new($"POST {Api}/auth/refresh", Anonymous),
            new($"POST {Api}/auth/logout", Anonymous),
            new($"GET /.well-known/jwks.json", Anonymous),
            new($"GET {Api}/auth/me", SignedIn),
            new($"GET {Api}/companies", SignedIn),
            new($"GET {Api}/companies/{{id}}", SignedIn),
            new($"PUT {Api}/companies/{{id}}", Owner, company, profile),
            new($"GET {Api}/companies/{{id}}/users", SignedIn, company + "/users"),
            new($"POST {Api}/companies/{{id}}/users", Owner, company + "/users", new { name = "Spy", email = "spy@stranger.example", password = "correct-horse-battery", role = "viewer" }),

            new($"PUT {Api}/admin/companies/{{id}}/plan", PlatformAdmin, null, new { plan = "enterprise" }),
            new($"GET {Api}/usage", SignedIn),

            new($"GET {Api}/trades", Anonymous),
            new($"POST {Api}/projects", ContractorEstimator, null, SealedProject.Project("public")),
            new($"GET {Api}/projects", SignedIn),
            new($"GET {Api}/projects/{{id}}", SignedIn, project),
            new($"PUT {Api}/projects/{{id}}", ContractorEstimator, project, SealedProject.Project("public")),
            new($"GET {Api}/projects/{{id}}/history", Contractor, project + "/history"),
            new($"POST {Api}/projects/{{id}}/publish", ContractorEstimator, project + "/publish"),
            new($"POST {Api}/projects/{{id}}/cancel", ContractorEstimator, project + "/cancel", new { reason = "None of your business" }),
            new($"POST {Api}/projects/{{id}}/packages", ContractorEstimator, project + "/packages", packageBody),
            new($"GET {Api}/packages/{{id}}", SignedIn, package),
            new($"PUT {Api}/packages/{{id}}", ContractorEstimator, package, packageBody),
            new($"DELETE {Api}/packages/{{id}}", ContractorEstimator, package),
            new($"POST {Api}/packages/{{id}}/publish", ContractorEstimator, package + "/publish"),
            new($"POST {Api}/packages/{{id}}/invitations", ContractorEstimator, package + "/invitations", new { companyIds = new[] { foreign.Bidder.Id } }),
            new($"GET {Api}/packages/{{id}}/invitations", SignedIn, package + "/invitations"),
            new($"GET {Api}/invitations", Subcontractor),
            new($"POST {Api}/packages/{{id}}/invitations/mine/viewed", Subcontractor, package + "/invitations/mine/viewed"),
            new($"PUT {Api}/packages/{{id}}/invitations/mine", SubcontractorEstimator, package + "/invitations/mine", new { answer = "willBid" }),
            new($"POST {Api}/packages/{{id}}/questions", SubcontractorEstimator, package + "/questions", new { text = "May I look?" }),
            new($"GET {Api}/packages/{{id}}/questions", SignedIn, package + "/questions"),
            new($"POST {Api}/packages/{{id}}/questions/{{questionId}}/answer", ContractorEstimator, $"{package}/questions/{foreign.QuestionId}/answer", new { text = "No." }),
            new($"POST {Api}/packages/{{id}}/addenda", ContractorEstimator, package + "/addenda", new { title = "Mine now", text = "All of it" }),
            new($"GET {Api}/packages/{{id}}/addenda", SignedIn, package + "/addenda"),

            new($"POST {Api}/packages/{{id}}/bids", SubcontractorEstimator, package + "/bids", bidBody),
            new($"GET {Api}/packages/{{id}}/bids/mine", Subcontractor, package + "/bids/mine"),
            new($"POST {Api}/packages/{{id}}/bids/external", ContractorEstimator, package + "/bids/external", new
            {
                bidderName = "By mail", receivedAt = TimeProvider.System.GetUtcNow(),
                lines = new[] { new { lineItemId = foreign.LineId, unitPrice = 1 } }, alternates = Array.Empty<object>(), answers = Array.Empty<object>(),
            }),
            new($"GET {Api}/bids", Subcontractor),
            new($"GET {Api}/bids/{{id}}", SignedIn, bid),
            new($"PUT {Api}/bids/{{id}}", SubcontractorEstimator, bid, bidBody),
            new($"POST {Api}/bids/{{id}}/withdraw", SubcontractorEstimator, bid + "/withdraw"),
            new($"GET {Api}/bids/{{id}}/revisions", Subcontractor, bid + "/revisions"),
            new($"GET {Api}/bids/{{id}}/views", Subcontractor, bid + "/views"),
            new($"GET {Api}/bids/{{id}}/receipt", Subcontractor, bid + "/receipt"),
            new($"GET {Api}/bids/{{id}}/document", Subcontractor, bid + "/document"),
            new($"GET {Api}/bids/{{id}}/proof", Subcontractor, bid + "/proof"),
            new($"GET {Api}/receipts/keys", Anonymous),
            new($"GET {Api}/packages/{{id}}/opening", SignedIn, package + "/opening"),
            new($"GET {Api}/packages/{{id}}/opening/root", SignedIn, package + "/opening/root"),
            new($"POST {Api}/admin/packages/{{id}}/open", PlatformAdmin, null, new { reason = "The people are gone" }),
            new($"POST {Api}/packages/{{id}}/open", ContractorEstimator, package + "/open"),
            new($"GET {Api}/packages/{{id}}/leveling", Contractor, package + "/leveling"),
            new($"PUT {Api}/packages/{{id}}/leveling/plugs", ContractorEstimator, package + "/leveling/plugs", new { bidId = foreign.BidId, lineItemId = foreign.LineId, amount = 1 }),
            new($"PUT {Api}/packages/{{id}}/leveling/alternates", ContractorEstimator, package + "/leveling/alternates", new { taken = Array.Empty<Guid>() }),
            new($"GET {Api}/packages/{{id}}/leveling/estimate", Contractor, package + "/leveling/estimate"),
            new($"PUT {Api}/packages/{{id}}/leveling/estimate", ContractorEstimator, package + "/leveling/estimate", new { amount = 1, lines = Array.Empty<object>() }),
            new($"GET {Api}/packages/{{id}}/leveling.csv", Contractor, package + "/leveling.csv"),
            new($"GET {Api}/packages/{{id}}/leveling.pdf", Contractor, package + "/leveling.pdf"),
            new($"DELETE {Api}/packages/{{id}}/bids/external/{{bidId}}", ContractorEstimator, $"{package}/bids/external/{foreign.BidId}"),
            new($"POST {Api}/packages/{{id}}/award/undo", ContractorEstimator, package + "/award/undo", new { reason = "Mine now" }),
            new($"POST {Api}/packages/{{id}}/award", ContractorEstimator, package + "/award", new { bidId = foreign.BidId, showRanks = false }),

            new($"POST {Api}/files", Estimator, $"{Api}/files?purpose=document&packageId={foreign.PackageId}&name=a.txt", "spy"u8.ToArray()),
            new($"GET {Api}/files/{{id}}", SignedIn, file),
            new($"GET {Api}/files/{{id}}/content", SignedIn, file + "/content"),
            new($"HEAD {Api}/files/{{id}}/content", SignedIn, file + "/content"),
            new($"GET {Api}/files/{{id}}/preview", SignedIn, file + "/preview"),
            new($"DELETE {Api}/files/{{id}}", Estimator, file),
            new($"GET {Api}/packages/{{id}}/documents", SignedIn, package + "/documents"),

            new($"GET {Api}/notifications", SignedIn),
            new($"GET {Api}/notifications/unread-count", SignedIn),
            new($"GET {Api}/notifications/stream", SignedIn),
            new($"POST {Api}/notifications/read-all", SignedIn),
            new($"POST {Api}/notifications/{{id}}/read", SignedIn, $"{Api}/notifications/{Guid.CreateVersion7()}/read"),

            new($"GET {Api}/analytics/contractor", Contractor),
            new($"GET {Api}/analytics/subcontractor", Subcontractor),
            new($"GET {Api}/analytics/packages/{{id}}/spread", Contractor, $"{Api}/analytics/packages/{foreign.PackageId}/spread"),
        ];
    }
}
