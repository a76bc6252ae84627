using System.Net.Http.Json;
using System.Text;

namespace BidForge.Projects.Tests.Support;

/// <summary>Somebody of a company, signed in with a real token.</summary>
public sealed record Person(Services Services, Guid CompanyId, string CompanyName, string Token)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<Answer> GetAsync(string path, HttpClient? replica = null) => SendAsync(HttpMethod.Get, path, null, replica: replica);

    public Task<Answer> PostAsync(string path, object? body = null, string? key = null, string? ifMatch = null) => SendAsync(HttpMethod.Post, path, body, key, ifMatch);

    public Task<Answer> PutAsync(string path, object body, int? version = null, string? key = null) =>
        SendAsync(HttpMethod.Put, path, body, key, version is null ? null : $"\"{version}\"");

    public Task<Answer> DeleteAsync(string path, int? version = null) => SendAsync(HttpMethod.Delete, path, null, null, version is null ? null : $"\"{version}\"");

    /// <param name="body">JSON text as it is, or an object to write as JSON.</param>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, object? body, string? key = null, string? ifMatch = null, HttpClient? replica = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path)
        {
            Content = body switch { null => null, string json => new StringContent(json, Encoding.UTF8, "application/json"), _ => JsonContent.Create(body) },
        };
        if (Token.Length > 0)
            request.Headers.Authorization = new("Bearer", Token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await (replica ?? Services.Project).SendAsync(request, Cancel);
        return await Answer.ReadAsync(response, Cancel);
    }
}
