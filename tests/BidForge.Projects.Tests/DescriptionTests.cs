using System.Text.Json;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

public sealed class DescriptionTests(Services services)
{
    [Fact]
    public async Task The_OpenAPI_document_names_every_path_and_the_parameters_of_the_search()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await services.Project.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var paths = document.GetProperty("paths");
        Assert.Equal(16, paths.EnumerateObject().Count());
        var parameters = paths.GetProperty("/api/v1/projects").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString());
        Assert.Superset(new HashSet<string?> { "scope", "query", "trade", "status", "latitude", "longitude", "withinKm", "dueAfter", "dueBefore", "sort", "cursor", "limit" }, parameters.ToHashSet());
    }
}
