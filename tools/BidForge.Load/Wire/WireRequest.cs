using System.Text;

namespace BidForge.Load.Wire;

/// <summary>Requests as bytes.</summary>
internal static class WireRequest
{
    public static byte[] Get(string path, string? token) =>
        Encoding.UTF8.GetBytes($"GET /api/v1{path} HTTP/1.1\r\nHost: bidforge\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n");

    /// <param name="method">POST or PUT.</param>
    /// <param name="path">After /api/v1.</param>
    /// <param name="token">Of the caller.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="version">For If-Match.</param>
    /// <param name="body">JSON.</param>
    public static byte[] Write(string method, string path, string token, string key, int? version, string body) => Encoding.UTF8.GetBytes(
        $"{method} /api/v1{path} HTTP/1.1\r\nHost: bidforge\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n"
        + (version is null ? "" : $"If-Match: \"{version}\"\r\n")
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
