using System.Net.Http.Headers;
using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>Documents and bid attachments; bytes pass through as streams, never held whole.</summary>
internal sealed class FileApi(Gateway gateway)
{
    public Task<Page<StoredFile>> DocumentsAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<StoredFile>>($"/packages/{packageId}/documents?limit=100", cancellationToken);

    public Task<StoredFile?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.FindAsync<StoredFile>($"/files/{id}", cancellationToken);

    public Task DeleteAsync(Guid id, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Delete, $"/files/{id}", null, write, cancellationToken);

    public async Task<StoredFile> UploadAsync(
        string purpose, Guid packageId, string name, string contentType, Stream bytes, Write write, CancellationToken cancellationToken)
    {
        var path = new Query("/files").Add("purpose", purpose).Add("packageId", packageId).Add("name", name);
        using var request = Gateway.To(HttpMethod.Post, path.ToString());
        request.Content = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        if (write.Key is { Length: > 0 } key) request.Headers.Add("Idempotency-Key", key);
        using var response = await gateway.StreamAsync(request, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<StoredFile>(Json.Options, cancellationToken))!;
    }

    /// <summary>The bytes, with the reader's range and validators passed on. The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> ContentAsync(Guid id, IHeaderDictionary asked, CancellationToken cancellationToken) =>
        StreamAsync($"/files/{id}/content", asked, cancellationToken);

    /// <summary>A small JPEG of a picture, likewise.</summary>
    public Task<HttpResponseMessage> PreviewAsync(Guid id, IHeaderDictionary asked, CancellationToken cancellationToken) =>
        StreamAsync($"/files/{id}/preview", asked, cancellationToken);

    private Task<HttpResponseMessage> StreamAsync(string path, IHeaderDictionary asked, CancellationToken cancellationToken)
    {
        var request = Gateway.To(HttpMethod.Get, path);
        foreach (var name in (string[])["Range", "If-Range", "If-None-Match"])
            if (asked.TryGetValue(name, out var value)) request.Headers.TryAddWithoutValidation(name, (string?)value);
        return gateway.StreamAsync(request, cancellationToken);
    }
}
