using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Bidding;

public sealed class BadInputTests(Servers servers)
{
    private static readonly string Line1 = Market.SmallForm.LineItems[0].Id.ToString();
    private static readonly string Line2 = Market.SmallForm.LineItems[1].Id.ToString();
    private static readonly string Line3 = Market.SmallForm.LineItems[2].Id.ToString();

    [Theory]
    [InlineData("-0.01", "lines[2].unitPrice")]
    [InlineData("\"NaN\"", "lines[2].unitPrice")]
    [InlineData("1e3", "lines[2].unitPrice")]
    [InlineData("1.23456", "lines[2].unitPrice")]
    [InlineData("99999999999999999999999999999999999999", "lines[2].unitPrice")]
    [InlineData("1000000000000", "lines[2].unitPrice")]
    [InlineData("null", "lines[2].unitPrice")]
    public async Task A_price_that_is_no_price_is_named(string price, string field) =>
        Assert.True((await ErrorsAsync(Body(price))).TryGetProperty(field, out _));

    [Theory]
    [InlineData("\"scopeVersion\":1", "\"scopeVersion\":0", "scopeVersion")]
    [InlineData("\"attachments\":[]", "\"attachments\":[\"TWENTYONE\"]", "attachments")]
    [InlineData("\"answers\":[", "\"answers\":[null,", "answers[0]")]
    [InlineData("\"scopeVersion\":1", "\"scopeVersion\":1,\"discount\":5", "discount")]
    [InlineData("00000000-0000-7000-8000-000000000003", "00000000-0000-7000-8000-0000000000ff", "lines[2].lineItemId")]
    [InlineData("00000000-0000-7000-8000-000000000003", "00000000-0000-7000-8000-000000000001", "lines[2].lineItemId")]
    [InlineData("00000000-0000-7000-8000-000000000002", "00000000-0000-7000-8000-000000000003", "lines[2].lineItemId")]
    [InlineData("00000000-0000-7000-8000-000000000011", "00000000-0000-7000-8000-0000000000ff", "alternates[0].alternateId")]
    [InlineData("-150.25", "-150.255", "alternates[0].amount")]
    [InlineData("\"answer\":\"Yes\"", "\"answer\":\"\"", "answers")]
    [InlineData("\"answer\":\"Yes\"", "\"answer\":\" \"", "answers[0].answer")]
    public async Task A_field_that_can_not_be_is_named(string good, string bad, string field)
    {
        var ids = string.Join("\",\"", Enumerable.Range(0, 21).Select(_ => Guid.NewGuid()));
        var body = Body("1").Replace(good, bad.Replace("TWENTYONE", ids, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True((await ErrorsAsync(body)).TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_base_line_without_a_price_is_named()
    {
        var body = Body("1").Replace($"{{\"lineItemId\":\"{Line2}\",\"unitPrice\":2}},", "", StringComparison.Ordinal);
        Assert.Contains(Line2, (await ErrorsAsync(body)).GetProperty("lines")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_without_a_key_is_refused()
    {
        var market = await Market.OpenAsync(servers.First);
        using var client = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        using var content = new StringContent(Body("1"), null, "application/json");
        await client.PostAsync($"/api/v1/packages/{market.PackageId}/bids", content).RefusedAsync(400, "idempotency.key-required");
    }

    private static string Body(string price) =>
        $$$"""
        {"scopeVersion":1,"lines":[{"lineItemId":"{{{Line1}}}","unitPrice":1},{"lineItemId":"{{{Line2}}}","unitPrice":2},{"lineItemId":"{{{Line3}}}","unitPrice":{{{price}}}}],
        "alternates":[{"alternateId":"00000000-0000-7000-8000-000000000011","amount":-150.25}],
        "answers":[{"questionId":"00000000-0000-7000-8000-000000000021","answer":"Yes"}],"attachments":[]}
        """;

    private async Task<JsonElement> ErrorsAsync(string body)
    {
        var market = await Market.OpenAsync(servers.First);
        using var client = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        var problem = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", body).RefusedAsync(400, "request.invalid");
        Assert.Equal(0L, await servers.AskAsync<long>(market, "select count(*) from bids where package_id = $1"));
        return problem.GetProperty("errors");
    }
}
