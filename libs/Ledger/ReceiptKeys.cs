using System.Buffers.Text;
using System.Security.Cryptography;

namespace BidForge.Ledger;

/// <summary>The public keys of receipts and roots, as a JSON Web Key Set (RFC 7517). Keys that no longer sign stay in it.</summary>
public sealed record ReceiptKeys(IReadOnlyList<ReceiptKey> Keys)
{
    public static ReceiptKeys Of(KeyFile file) => new([.. file.Signers.Select(ReceiptKey.Of)]);

    /// <summary>Whether the key signed the bytes; null when there is no such key.</summary>
    public bool? Verify(string keyId, ReadOnlySpan<byte> message, string signature) =>
        Keys.FirstOrDefault(key => key.Kid == keyId) is { } found ? found.Verify(message, signature) : null;
}

/// <summary>One P-256 public key (RFC 7518, 6.2.1).</summary>
public sealed record ReceiptKey(string Kid, string X, string Y)
{
    public string Kty { get; init; } = "EC";

    public string Crv { get; init; } = "P-256";

    public string Alg { get; init; } = "ES256";

    public string Use { get; init; } = "sig";

    public static ReceiptKey Of(NamedKey signer)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(signer.Key, out _);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new(signer.Id, Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    internal bool Verify(ReadOnlySpan<byte> message, string signature)
    {
        if (!Base64Url.IsValid(signature))
            return false;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
        });
        return key.VerifyData(message, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256);
    }
}
