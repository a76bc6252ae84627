using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace BidForge.Web.Api;

/// <summary>Speaks JSON with the gateway: writes carry their idempotency key and version, refusals come back as <see cref="ApiException"/>.</summary>
internal sealed class Gateway(HttpClient http)
{
    private const string Base = "/api/v1";

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        ReadAsync<T>(new(HttpMethod.Get, Base + path), cancellationToken);

    public Task<T> GetAsync<T>(Query path, CancellationToken cancellationToken) => GetAsync<T>(path.ToString(), cancellationToken);

    /// <summary>As <see cref="GetAsync{T}(string, CancellationToken)"/>, with null for 404 and for the listed refusals.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken, params string[] codes) where T : class
    {
        try
        {
            return await GetAsync<T>(path, cancellationToken);
        }
        catch (ApiException refusal) when (refusal.NotFound || codes.Contains(refusal.Problem.Code))
        {
            return null;
        }
    }

    public Task<T> SendAsync<T>(HttpMethod method, string path, object? body, Write write, CancellationToken cancellationToken) =>
        ReadAsync<T>(Request(method, path, body, write), cancellationToken);

    public async Task SendAsync(HttpMethod method, string path, object? body, Write write, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(Request(method, path, body, write), HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>Sends as it is and leaves the body unread: for streams. The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> StreamAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        AskAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public static HttpRequestMessage To(HttpMethod method, string path) => new(method, Base + path);

    private async Task<T> ReadAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(Json.Options, cancellationToken)
            ?? throw new JsonException($"{request.RequestUri} answered nothing.");
    }

    private async Task<HttpResponseMessage> AskAsync(
        HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, completion, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ApiException(Refusals.Unreachable);
        }

        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.RequestedRangeNotSatisfiable)
            return response;
        using (response)
            throw await Refusals.ReadAsync(response, cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body, Write write)
    {
        var request = To(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json.Options);
        if (write.Key is { Length: > 0 } key) request.Headers.Add("Idempotency-Key", key);
        if (write.Version is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return request;
    }
}
