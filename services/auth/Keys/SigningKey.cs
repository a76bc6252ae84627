namespace BidForge.Auth.Keys;

/// <summary>A key pair of P-256 that signs access tokens, as it is stored.</summary>
internal sealed class SigningKey
{
    /// <summary>The token's <c>kid</c>: the key's thumbprint (RFC 7638).</summary>
    public string Id { get; init; } = "";

    public byte[] X { get; init; } = [];

    public byte[] Y { get; init; } = [];

    public byte[] SealedPrivateKey { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Signs from then on, until the next key does.</summary>
    public DateTimeOffset SignsFrom { get; init; }
}
