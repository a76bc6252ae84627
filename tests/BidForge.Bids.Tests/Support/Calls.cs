using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace BidForge.Bids.Tests.Support;

internal static class Calls
{
    public static async Task<HttpResponseMessage> WriteAsync(this HttpClient client, HttpMethod method, string path, object? body, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        request.Content = body switch { null => null, string json => new StringContent(json, null, "application/json"), _ => JsonContent.Create(body) };
        return await client.SendAsync(request);
    }

    /// <summary>As a client does that finds the service overwhelmed: sends again with the same key, until it was decided.</summary>
    public static async Task<HttpResponseMessage> WriteUntilDecidedAsync(this HttpClient client, HttpMethod method, string path, object? body, string key)
    {
        while (true)
        {
            var response = await client.WriteAsync(method, path, body, key);
            if (response.StatusCode is not HttpStatusCode.ServiceUnavailable)
                return response;
            Assert.NotNull(response.Headers.RetryAfter);
            response.Dispose();
            await Task.Delay(Random.Shared.Next(100, 1000), TestContext.Current.CancellationToken);
        }
    }

    public static Task<HttpResponseMessage> ReadAsync(this HttpClient client, string path) => client.GetAsync("/api/v1" + path);

    public static async Task<JsonElement> OkAsync(this Task<HttpResponseMessage> call)
    {
        using var response = await call;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {body}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>The problem, which must have this status and code.</summary>
    public static async Task<JsonElement> RefusedAsync(this Task<HttpResponseMessage> call, int status, string code)
    {
        using var response = await call;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"Expected {status} {code}, got {(int)response.StatusCode} {body}");
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    public static Guid Id(this JsonElement element, string name) => element.GetProperty(name).GetGuid();

    public static decimal Number(this JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static DateTimeOffset Time(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();
}
