using System.Net.Http.Json;
using System.Text.Json;

namespace BidForge.Files.Tests.Support;

/// <summary>Calls one replica of the file service on behalf of a company.</summary>
internal sealed class FileClient(FileService service, string? token) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = service.Address };

    public Task<HttpResponseMessage> UploadAsync(
        string purpose, Guid packageId, string name, byte[] bytes, CancellationToken cancellationToken, string? contentType = null, string? digest = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/files?purpose={purpose}&packageId={packageId}&name={Uri.EscapeDataString(name)}")
        {
            Content = new ByteArrayContent(bytes),
        };
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (digest is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Digest", digest);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return SendAsync(request, cancellationToken);
    }

    /// <summary>Uploads what must be accepted.</summary>
    public async Task<JsonElement> StoreAsync(string purpose, Guid packageId, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        using var response = await UploadAsync(purpose, packageId, name, bytes, cancellationToken);
        Assert.True(response.StatusCode is System.Net.HttpStatusCode.Created, await response.Content.ReadAsStringAsync(cancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, cancellationToken, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        return http.SendAsync(request, cancellationToken);
    }
}
