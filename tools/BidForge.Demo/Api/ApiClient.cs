using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace BidForge.Demo.Api;

/// <summary>
/// One signed-in person calling the API through the gateway, as any program of a customer would: a key on every write,
/// the access token refreshed before it ends, and patience with a server that is away for a moment (429, 502, 503, 504, no connection).
/// </summary>
public sealed class ApiClient(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly SemaphoreSlim refreshing = new(1);
    private string? accessToken;
    private string? refreshToken;
    private DateTimeOffset expiresAt = DateTimeOffset.MaxValue;

    /// <summary>How often a call had to be repeated, over all clients; shown at the end.</summary>
    public static int Repeats => repeats;

    private static int repeats;

    /// <summary>Keeps the tokens of an answer to register, login or refresh.</summary>
    public void SignIn(JsonElement session)
    {
        accessToken = session.Text("accessToken");
        refreshToken = session.Text("refreshToken");
        expiresAt = time.GetUtcNow().AddSeconds(session.Number("expiresIn"));
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, null, null, ct);

    public Task<JsonElement> PostAsync(string path, object? body, CancellationToken ct, string? key = null, int? version = null) =>
        SendAsync(HttpMethod.Post, path, body, key ?? Guid.NewGuid().ToString(), version, ct);

    public Task<JsonElement> PutAsync(string path, object body, CancellationToken ct, int? version = null) =>
        SendAsync(HttpMethod.Put, path, body, Guid.NewGuid().ToString(), version, ct);

    /// <summary>Every item of a list, page by page.</summary>
    public async Task<List<JsonElement>> ListAsync(string path, CancellationToken ct)
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?') ? '&' : '?';
            var page = await GetAsync($"{path}{separator}limit=100{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", ct);
            all.AddRange(page.Get("data").EnumerateArray());
            cursor = page.Get("pagination").Maybe("nextCursor")?.GetString();
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>Sends a file's bytes as they are.</summary>
    public async Task<JsonElement> UploadAsync(string path, byte[] bytes, string contentType, CancellationToken ct)
    {
        var key = Guid.NewGuid().ToString();
        return await RepeatAsync($"POST {path}", () =>
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            return Request(HttpMethod.Post, path, content, key, null);
        }, ct);
    }

    /// <summary>The bytes of a file.</summary>
    public Task<byte[]> DownloadAsync(string path, CancellationToken ct) =>
        RepeatAsync($"GET {path}", () => Request(HttpMethod.Get, path, null, null, null), ReadBytesAsync, ct);

    private Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, string? key, int? version, CancellationToken ct) =>
        RepeatAsync($"{method} {path}", () => Request(method, path, body is null ? null : JsonContent.Create(body), key, version), ct);

    private Task<JsonElement> RepeatAsync(string name, Func<HttpRequestMessage> make, CancellationToken ct) => RepeatAsync(name, make, ReadAsync, ct);

    private async Task<T> RepeatAsync<T>(
        string name, Func<HttpRequestMessage> make, Func<string, HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        var giveUp = time.GetUtcNow() + Patience;
        for (var wait = TimeSpan.FromMilliseconds(100); ; wait = TimeSpan.FromSeconds(Math.Min(wait.TotalSeconds * 2, 3)))
        {
            try
            {
                await RefreshWhenDueAsync(ct);
                using var request = make();
                using var response = await http.SendAsync(request, ct);
                if (!IsPassing(response.StatusCode) || time.GetUtcNow() > giveUp)
                    return await read(name, response, ct);
                if (response.Headers.RetryAfter?.Delta is { } asked && asked > wait)
                    wait = asked;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException && time.GetUtcNow() < giveUp)
            {
            }
            catch (ApiException refusal) when (IsPassing((HttpStatusCode)refusal.Status) && time.GetUtcNow() < giveUp)
            {
            }
            catch (TaskCanceledException) when (!ct.IsCancellationRequested && time.GetUtcNow() < giveUp)
            {
            }
            Interlocked.Increment(ref repeats);
            await Task.Delay(wait, time, ct);
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content, string? key, int? version)
    {
        var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = content };
        if (accessToken is not null)
            request.Headers.Authorization = new("Bearer", accessToken);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (version is not null)
            request.Headers.IfMatch.Add(new($"\"{version}\""));
        return request;
    }

    private static async Task<byte[]> ReadBytesAsync(string name, HttpResponseMessage response, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode)
            await ReadAsync(name, response, ct);
        return await response.Content.ReadAsByteArrayAsync(ct);
    }

    private static async Task<JsonElement> ReadAsync(string name, HttpResponseMessage response, CancellationToken ct)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true;
        var answer = bytes.Length > 0 && isJson ? JsonSerializer.Deserialize<JsonElement>(bytes) : default;
        return response.IsSuccessStatusCode ? answer : throw new ApiException(name, (int)response.StatusCode, answer);
    }

    private async Task RefreshWhenDueAsync(CancellationToken ct)
    {
        if (time.GetUtcNow() < expiresAt.AddMinutes(-1))
            return;
        await refreshing.WaitAsync(ct);
        try
        {
            if (time.GetUtcNow() < expiresAt.AddMinutes(-1))
                return;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/refresh") { Content = JsonContent.Create(new { refreshToken }) };
            using var response = await http.SendAsync(request, ct);
            SignIn(await ReadAsync("POST /auth/refresh", response, ct));
        }
        finally
        {
            refreshing.Release();
        }
    }
}
