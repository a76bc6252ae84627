using System.Net;
using System.Text.Json.Nodes;
using BidForge.Gateway.Tests.Support;
using BidForge.Testing.Marketplace;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace BidForge.Gateway.Tests;

public sealed class DocsTests(Servers servers)
{
    [Fact]
    public async Task The_documents_of_all_services_become_one_that_is_valid()
    {
        await using var bid = await DocumentAsync("/api/v1/bids", "Bids", "string");
        await using var project = await DocumentAsync("/api/v1/projects", "Projects", "integer");
        await using var gateway = await Gateways.StartAsync(
            servers, [("auth", servers.App.GetEndpoint("auth")), ("bid", bid.Address), ("project", project.Address)]);
        // The gateway goes on without a service that takes seconds to make its document, and asks again.
        var reply = await gateway.GetAsync("/openapi/v1.json");
        await Eventually.TrueAsync(async () => (reply = await gateway.GetAsync("/openapi/v1.json")).Body.Contains("/api/v1/auth/login", StringComparison.Ordinal), "auth is shown", Servers.Ct);
        Assert.Equal(HttpStatusCode.OK, reply.Status);

        var read = OpenApiDocument.Parse(reply.Body, OpenApiConstants.Json);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Contains("/api/v1/auth/login", read.Document!.Paths.Keys);
        Assert.Contains("/api/v1/bids", read.Document.Paths.Keys);
        Assert.Contains("/api/v1/projects", read.Document.Paths.Keys);
        Assert.Contains("Bids", read.Document.Tags!.Select(tag => tag.Name));

        // Both have a Summary, and mean different things by it; Page is the same in both but for what it holds.
        var json = JsonNode.Parse(reply.Body)!;
        var kinds = new[] { "/api/v1/bids", "/api/v1/projects" }.Select(path => TypeOfId(json, path)).ToList();
        Assert.Equal(["string", "integer"], kinds);
        Assert.All(References(json), reference => Assert.NotNull(Resolve(json, reference)));
    }

    [Fact]
    public async Task A_service_that_is_down_is_named_and_the_others_are_shown_and_later_it_is_there()
    {
        var address = await Upstream.NobodyAsync();
        await using var project = await DocumentAsync("/api/v1/projects", "Projects", "integer");
        await using var gateway = await Gateways.StartAsync(servers, [("project", project.Address), ("bid", address)]);
        var json = JsonNode.Parse((await gateway.GetAsync("/openapi/v1.json")).Body)!;
        Assert.NotNull(json["paths"]!["/api/v1/projects"]);
        Assert.Contains("bid", json["info"]!["description"]!.GetValue<string>());

        await using var bid = await DocumentAsync("/api/v1/bids", "Bids", "string", address.Port);
        await Eventually.TrueAsync(async () => (await gateway.GetAsync("/openapi/v1.json")).Body.Contains("/api/v1/bids"), "the service is shown", Servers.Ct);
    }

    [Fact]
    public async Task The_page_to_try_it_has_all_it_needs_from_here()
    {
        await using var gateway = await Gateways.StartAsync(servers, []);
        var page = await gateway.GetAsync("/docs/index.html");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("script-src 'self';", page.Header("Content-Security-Policy"));
        Assert.DoesNotContain("https://", page.Body);
        foreach (var part in new[] { "swagger-ui-bundle.js", "swagger-ui.css", "index.js", "swagger-ui-standalone-preset.js" })
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync($"/docs/{part}")).Status);
        Assert.Contains("/openapi/v1.json", (await gateway.GetAsync("/docs/index.js")).Body);
    }

    private static Task<Upstream> DocumentAsync(string path, string tag, string idType, int port = 0) => Upstream.StartAsync(context => context.Response.WriteAsync($$"""
        {
          "openapi": "3.1.1",
          "info": { "title": "{{tag}}", "version": "1.0.0" },
          "paths": {
            "{{path}}": {
              "get": {
                "tags": ["{{tag}}"],
                "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } } } }
              }
            }
          },
          "components": {
            "schemas": {
              "Page": { "type": "object", "properties": { "data": { "type": "array", "items": { "$ref": "#/components/schemas/Summary" } } } },
              "Summary": { "type": "object", "properties": { "id": { "type": "{{idType}}" } } }
            }
          }
        }
        """), port);

    private static string TypeOfId(JsonNode document, string path)
    {
        var page = Resolve(document, document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>())!;
        var summary = Resolve(document, page["properties"]!["data"]!["items"]!["$ref"]!.GetValue<string>())!;
        return summary["properties"]!["id"]!["type"]!.GetValue<string>();
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => member.Key is "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Resolve(JsonNode document, string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]);
}
