using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace BidForge.Files.Tests.Support;

internal static class Answers
{
    /// <summary>The answer is this problem; what it says is returned.</summary>
    public static async Task<JsonElement> IsProblemAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status, string code, CancellationToken cancellationToken)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    public static async Task<JsonElement> IsJsonAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status, CancellationToken cancellationToken)
    {
        using var response = await answer;
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public static async Task IsAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status, CancellationToken cancellationToken)
    {
        using var response = await answer;
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    public static Guid Id(this JsonElement file) => file.GetProperty("id").GetGuid();
}
