using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BidForge.Demo.Api;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Access;

/// <summary>Every endpoint refuses the anonymous, the wrong role, the wrong kind of company, and the other company.</summary>
public sealed partial class EndpointAccessTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_of_the_OpenAPI_document_has_its_rule()
    {
        using var http = marketplace.CreateGatewayClient();
        JsonElement document = default;
        await Eventually.TrueAsync(async () =>
        {
            document = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/openapi/v1.json", Cancel));
            return !document.Get("info").Text("description").StartsWith("Incomplete", StringComparison.Ordinal);
        }, "every service has told its part of the document", Cancel);
        var documented = document.Get("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {Names().Replace(path.Name, "{}")}"))
            .Order(StringComparer.Ordinal).ToList();
        var ruled = Rules.For(await SealedProject.CreateAsync(marketplace.Gateway, Cancel)).Select(rule => Names().Replace(rule.Operation, "{}")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(ruled, documented);
    }

    [Fact]
    public async Task Every_endpoint_refuses_the_anonymous()
    {
        var rules = Rules.For(await SealedProject.CreateAsync(marketplace.Gateway, Cancel)).Where(rule => rule.Access is not Access.Anonymous);
        await AllAnswerAsync(rules, _ => [null], HttpStatusCode.Unauthorized, "auth.token-invalid");
    }

    [Fact]
    public async Task Every_endpoint_refuses_the_wrong_role_and_the_wrong_kind_of_company()
    {
        var foreign = await SealedProject.CreateAsync(marketplace.Gateway, Cancel);
        var (contractor, bidder) = (foreign.Contractor, foreign.Bidder);
        var contractorViewer = await contractor.HireAsync("viewer", Cancel);
        var contractorEstimator = await contractor.HireAsync("estimator", Cancel);
        var bidderViewer = await bidder.HireAsync("viewer", Cancel);
        var rules = Rules.For(foreign).Where(rule => rule.Access is not (Access.Anonymous or Access.SignedIn));
        await AllAnswerAsync(rules, rule => rule.Access switch
        {
            Access.Owner => [contractorViewer, contractorEstimator],
            Access.Estimator => [contractorViewer],
            Access.Contractor => [bidder.Owner],
            Access.ContractorEstimator => [contractorViewer, bidder.Owner],
            Access.Subcontractor => [contractor.Owner],
            Access.SubcontractorEstimator => [bidderViewer, contractor.Owner],
            Access.PlatformAdmin => [contractor.Owner, bidder.Owner],
            _ => [],
        }, HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Every_endpoint_hides_what_belongs_to_another_company()
    {
        var rules = Rules.For(await SealedProject.CreateAsync(marketplace.Gateway, Cancel)).Where(rule => rule.Path is not null);
        var contractor = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        var subcontractor = await Company.RegisterAsync(marketplace.Gateway, "subcontractor", Cancel);
        await AllAnswerAsync(rules, rule => rule.Access switch
        {
            Access.Contractor or Access.ContractorEstimator => [contractor.Owner],
            Access.Subcontractor or Access.SubcontractorEstimator => [subcontractor.Owner],
            _ => rule.Template.EndsWith("/files", StringComparison.Ordinal) ? [contractor.Owner] : [contractor.Owner, subcontractor.Owner],
        }, HttpStatusCode.NotFound, ".not-found");
    }

    private async Task AllAnswerAsync(IEnumerable<Rule> rules, Func<Rule, string?[]> tokens, HttpStatusCode expected, string code)
    {
        using var http = marketplace.CreateGatewayClient();
        var wrong = new List<string>();
        foreach (var rule in rules)
        {
            foreach (var token in tokens(rule))
            {
                var target = Names().Replace(rule.Target, Guid.CreateVersion7().ToString());
                using var response = await Company.CallUntilAnsweredAsync(http, token, rule.Method, target, rule.Body, Cancel);
                var text = await response.Content.ReadAsStringAsync(Cancel);
                var explained = rule.Method == HttpMethod.Head || text.Contains(code, StringComparison.Ordinal);
                if (response.StatusCode != expected || !explained)
                    wrong.Add($"{rule.Operation}: {(int)response.StatusCode} {text}");
            }
        }
        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Names();
}
