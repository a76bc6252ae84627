namespace BidForge.Web.Api;

/// <summary>
/// What makes a write safe to send twice and unable to overwrite unseen changes: the key made when the form was rendered
/// (<c>Idempotency-Key</c>) and the version it was rendered from (<c>If-Match</c>).
/// </summary>
public readonly record struct Write(string? Key, long? Version = null)
{
    public static string NewKey() => Guid.CreateVersion7().ToString("N");
}
