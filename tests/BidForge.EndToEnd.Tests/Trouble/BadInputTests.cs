using System.Net;
using System.Text;
using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Trouble;

/// <summary>Whatever is sent, the answer is a clear problem that names the field, and nothing is written.</summary>
public sealed class BadInputTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Place = """ "place":{"city":"Chicago","region":"IL","country":"US","latitude":41.88,"longitude":-87.63} """;

    public static TheoryData<string, string> Projects => new()
    {
        { $$"""{"name":"X","description":"d","timeZone":"America/Chicago","visibility":"public","currency":"USD",{{Place}},"colour":"red"}""", "colour" },
        { $$"""{"name":17,"description":"d","timeZone":"America/Chicago","visibility":"public","currency":"USD",{{Place}}}""", "name" },
        { $$"""{"name":"","description":"d","timeZone":"America/Chicago","visibility":"public","currency":"USD",{{Place}}}""", "name" },
        { $$"""{"name":"X","description":"d","timeZone":"Chicago","visibility":"public","currency":"USD",{{Place}}}""", "timeZone" },
        { $$"""{"name":"X","description":"d","timeZone":"America/Chicago","visibility":"secret","currency":"USD",{{Place}}}""", "visibility" },
        { $$"""{"name":"X","description":"d","timeZone":"America/Chicago","visibility":0,"currency":"USD",{{Place}}}""", "visibility" },
        { $$"""{"name":"X","description":"d","timeZone":"America/Chicago","visibility":"public","currency":"XYZ",{{Place}}}""", "currency" },
        { """{"name":"X","description":"d","timeZone":"America/Chicago","visibility":"public","currency":"USD","place":{"city":"C","region":"IL","country":"US","latitude":91,"longitude":0}}""", "place.latitude" },
        { """{"name":"X","description":"d","timeZone":"America/Chicago","visibility":"public","currency":"USD","place":{"city":"C","region":"IL","country":"US","latitude":NaN,"longitude":0}}""", "" },
        { $$"""{"name":"X","description":"d","timeZone":"America/Chicago","visibility":"public","currency":"USD",{{Place}},"budget":-1}""", "budget" },
        { "{", "" },
        { "[]", "" },
        { "null", "" },
    };

    [Theory, MemberData(nameof(Projects))]
    public async Task A_project_that_can_not_be_is_refused_and_not_written(string json, string field)
    {
        var contractor = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        await RefusedAsync(contractor, HttpMethod.Post, "/api/v1/projects", json, field);
        Assert.Empty(await contractor.Api.ListAsync("/projects?scope=mine", Cancel));
    }

    public static TheoryData<string, string> Packages => new()
    {
        { """{"title":"T","trade":"roofing","description":"d","dueAt":"2999-01-01T12:00:00","bidForm":{"lineItems":[{"description":"a","quantity":1,"unit":"SF","kind":"base"}],"alternates":[],"questions":[]}}""", "dueAt" },
        { """{"title":"T","trade":"roofing","description":"d","dueAt":"2001-01-01T12:00:00Z","bidForm":{"lineItems":[{"description":"a","quantity":1,"unit":"SF","kind":"base"}],"alternates":[],"questions":[]}}""", "dueAt" },
        { """{"title":"T","trade":"sorcery","description":"d","dueAt":"2999-01-01T12:00:00Z","bidForm":{"lineItems":[{"description":"a","quantity":1,"unit":"SF","kind":"base"}],"alternates":[],"questions":[]}}""", "trade" },
        { """{"title":"T","trade":"roofing","description":"d","dueAt":"2999-01-01T12:00:00Z","bidForm":{"lineItems":[],"alternates":[],"questions":[]}}""", "bidForm.lineItems" },
        { """{"title":"T","trade":"roofing","description":"d","dueAt":"2999-01-01T12:00:00Z","bidForm":{"lineItems":[{"description":"a","quantity":-3,"unit":"SF","kind":"base"}],"alternates":[],"questions":[]}}""", "bidForm.lineItems[0].quantity" },
        { """{"title":"T","trade":"roofing","description":"d","dueAt":"2999-01-01T12:00:00Z"}""", "bidForm" },
    };

    [Theory, MemberData(nameof(Packages))]
    public async Task A_package_that_can_not_be_is_refused_and_not_written(string json, string field)
    {
        var contractor = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        var project = (await contractor.Api.PostAsync("/projects", SealedProject.Project("public"), Cancel)).Id();
        await RefusedAsync(contractor, HttpMethod.Post, $"/api/v1/projects/{project}/packages", json, field);
        Assert.Equal(0, (await contractor.Api.GetAsync($"/projects/{project}", Cancel)).Get("packages").GetArrayLength());
    }

    [Theory]
    [InlineData("-1", "lines[0].unitPrice")]
    [InlineData("NaN", "")]
    [InlineData("\"NaN\"", "lines[0].unitPrice")]
    [InlineData("\"12\"", "lines[0].unitPrice")]
    [InlineData("1e400", "lines[0].unitPrice")]
    [InlineData("0.00001", "lines[0].unitPrice")]
    [InlineData("null", "lines[0].unitPrice")]
    public async Task A_price_that_can_not_be_is_refused_and_no_bid_is_made(string price, string field)
    {
        var foreign = await SealedProject.CreateAsync(marketplace.Gateway, Cancel);
        var rival = await Company.RegisterAsync(marketplace.Gateway, "subcontractor", Cancel);
        await SealedProject.InviteAsync(foreign.Contractor, foreign.PackageId, rival, Cancel);
        await Eventually.TrueAsync(async () =>
        {
            using var http = marketplace.CreateGatewayClient();
            using var known = await Company.CallAsync(http, rival.Owner, HttpMethod.Get, $"/api/v1/packages/{foreign.PackageId}/opening", null, Cancel);
            return known.IsSuccessStatusCode;
        }, "the bid service knows the invitation", Cancel);
        var json = $$"""{"scopeVersion":1,"lines":[{"lineItemId":"{{foreign.LineId}}","unitPrice":{{price}}}],"alternates":[],"answers":[],"attachments":[]}""";
        await RefusedAsync(rival, HttpMethod.Post, $"/api/v1/packages/{foreign.PackageId}/bids", json, field);
        var refusal = await Assert.ThrowsAsync<ApiException>(() => rival.Api.GetAsync($"/packages/{foreign.PackageId}/bids/mine", Cancel));
        Assert.Equal("bid.not-found", refusal.Code);
    }

    /// <summary>It says its length. One that comes in pieces is cut off on the way, and its client may only see the connection end.</summary>
    [Fact]
    public async Task A_huge_body_is_refused_before_it_is_read()
    {
        var contractor = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        using var http = marketplace.CreateGatewayClient();
        using var response = await Company.CallAsync(http, contractor.Owner, HttpMethod.Post, "/api/v1/projects", new byte[3_000_000], Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_file_that_lies_about_its_type_is_refused()
    {
        var foreign = await SealedProject.CreateAsync(marketplace.Gateway, Cancel);
        using var http = marketplace.CreateGatewayClient();
        using var response = await Company.CallUntilAnsweredAsync(
            http, foreign.Contractor.Owner, HttpMethod.Post, $"/api/v1/files?purpose=document&packageId={foreign.PackageId}&name=plan.pdf", "MZ this is no plan"u8.ToArray(), Cancel);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("file.type-", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Single((await foreign.Contractor.Api.GetAsync($"/packages/{foreign.PackageId}/documents", Cancel)).Get("data").EnumerateArray());
    }

    private async Task RefusedAsync(Company caller, HttpMethod method, string path, string json, string field)
    {
        using var http = marketplace.CreateGatewayClient();
        var (status, text, key) = (HttpStatusCode.OK, "", Guid.NewGuid().ToString());
        await Eventually.TrueAsync(async () =>
        {
            using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new("Bearer", caller.Owner);
            request.Headers.Add("Idempotency-Key", key);
            using var response = await http.SendAsync(request, Cancel);
            (status, text) = (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
            return status is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);
        }, $"{method} {path} is answered", Cancel);
        Assert.True(status is HttpStatusCode.BadRequest, $"{(int)status} {text}");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal("request.invalid", problem.Text("code"));
        if (field.Length > 0)
            Assert.Contains(field, problem.Get("errors").EnumerateObject().Select(error => error.Name));
    }
}
