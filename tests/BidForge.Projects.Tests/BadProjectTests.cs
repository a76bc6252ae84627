using System.Net;
using System.Text.Json;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class BadProjectTests(Services services)
{
    public static TheoryData<string, string, string> BadProjects => new()
    {
        { "name", "\"\"", "name" },
        { "name", "null", "name" },
        { "name", "\"a\\u0000b\"", "name" },
        { "timeZone", "\"Chicago\"", "timeZone" },
        { "timeZone", "\"../../etc/passwd\"", "timeZone" },
        { "visibility", "\"secret\"", "visibility" },
        { "visibility", "1", "visibility" },
        { "currency", "\"XYZ\"", "currency" },
        { "currency", "\"usd\"", "currency" },
        { "budget", "-0.01", "budget" },
        { "budget", "1e30", "budget" },
        { "companyId", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", "companyId" },
        { "place", """{"city":"C","region":"IL","country":"US","latitude":91,"longitude":0}""", "place.latitude" },
        { "place", """{"city":"C","region":"IL","country":"US","latitude":0,"longitude":-180.5}""", "place.longitude" },
        { "place", """{"city":"","region":"IL","country":"us","latitude":0,"longitude":0}""", "place.country" },
        { "place", """{"city":"C","region":"IL","country":"US","latitude":0,"longitude":0,"planet":"Mars"}""", "place.planet" },
    };

    [Theory, MemberData(nameof(BadProjects))]
    public async Task A_project_that_can_not_be_is_refused_by_field_and_not_written(string member, string json, string field)
    {
        var contractor = await services.ContractorAsync();
        var body = JsonSerializer.Serialize(Bodies.Project().With(member, JsonSerializer.Deserialize<JsonElement>(json)));
        var refused = (await contractor.SendAsync(HttpMethod.Post, "/projects", body)).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(field, refused.WrongFields);
        Assert.Empty((await contractor.GetAsync("/projects?scope=mine")).Data);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"name":"X"}""")]
    public async Task A_body_that_is_no_project_is_refused(string body) =>
        (await (await services.ContractorAsync()).SendAsync(HttpMethod.Post, "/projects", body)).Refused(HttpStatusCode.BadRequest, "request.invalid");

    [Theory]
    [InlineData("scope=theirs", "scope")]
    [InlineData("sort=price", "sort")]
    [InlineData("status=lost", "status")]
    [InlineData("trade=sorcery", "trade")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=!!!", "cursor")]
    [InlineData("cursor=bm90IGpzb24", "cursor")]
    [InlineData("latitude=41", "longitude")]
    [InlineData("longitude=-87", "latitude")]
    [InlineData("latitude=NaN&longitude=0", "latitude")]
    [InlineData("latitude=91&longitude=0", "latitude")]
    [InlineData("latitude=1&longitude=1&withinKm=0", "withinKm")]
    [InlineData("withinKm=10", "withinKm")]
    [InlineData("dueAfter=2026-01-01T00:00:00", "dueAfter")]
    [InlineData("dueBefore=soon", "dueBefore")]
    [InlineData("colour=red", "colour")]
    public async Task A_list_is_refused_when_a_parameter_makes_no_sense(string query, string field)
    {
        var refused = (await (await services.SubcontractorAsync()).GetAsync($"/projects?{query}")).Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Contains(field, refused.WrongFields);
    }

    [Theory]
    [InlineData("'; drop table projects; --")]
    [InlineData("a & | ! ( ) : * <-> b")]
    [InlineData("\\ \" ' %")]
    [InlineData("-")]
    public async Task Any_words_can_be_searched_for(string words) =>
        (await (await services.SubcontractorAsync()).GetAsync($"/projects?query={Uri.EscapeDataString(words)}")).Ok();
}
