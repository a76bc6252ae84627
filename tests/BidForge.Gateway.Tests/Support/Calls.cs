using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace BidForge.Gateway.Tests.Support;

/// <summary>An answer of a gateway, read.</summary>
public sealed record Reply(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string? Header(string name) => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>It is a problem (RFC 9457) of this status and code.</summary>
    public Reply IsProblem(HttpStatusCode status, string code)
    {
        Assert.True(Status == status, $"Expected {status} but got {Status}: {Body}");
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal(code, Json.GetProperty("code").GetString());
        Assert.Equal(32, Json.GetProperty("traceId").GetString()!.Length);
        return this;
    }
}

public static class Calls
{
    public static HttpClient CreateHttpClient(this IGateway gateway) => new() { BaseAddress = gateway.Address };

    public static Task<Reply> GetAsync(this IGateway gateway, string path, string? token = null, params (string Name, string Value)[] headers) =>
        gateway.SendAsync(HttpMethod.Get, path, token, null, headers);

    public static async Task<Reply> SendAsync(
        this IGateway gateway, HttpMethod method, string path, string? token = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var http = gateway.CreateHttpClient();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, Servers.Ct);
        return new(answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsStringAsync(Servers.Ct));
    }
}
