using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace BidForge.Auth.Keys;

/// <summary>A signing key ready for use in this process.</summary>
internal sealed class KeyPair
{
    private KeyPair(SigningKey key, ECDsa? pair)
    {
        (Id, SignsFrom) = (key.Id, key.SignsFrom);
        Jwk = new("EC", "P-256", Base64Url.EncodeToString(key.X), Base64Url.EncodeToString(key.Y), "sig", "ES256", key.Id);
        Public = new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = key.X, Y = key.Y } })) { KeyId = key.Id };
        Credentials = pair is null ? null : new(new ECDsaSecurityKey(pair) { KeyId = key.Id }, SecurityAlgorithms.EcdsaSha256);
    }

    public string Id { get; }

    public DateTimeOffset SignsFrom { get; }

    public JwkView Jwk { get; }

    public SecurityKey Public { get; }

    public SigningCredentials? Credentials { get; }

    public static KeyPair Open(SigningKey key, KeySealer sealer)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(sealer.Open(key.Id, key.SealedPrivateKey), out _);
        return new(key, pair);
    }

    public static SigningKey Generate(KeySealer sealer, DateTimeOffset now, DateTimeOffset signsFrom)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(false).Q;
        var id = Thumbprint(point);
        return new()
        {
            Id = id,
            X = point.X!,
            Y = point.Y!,
            SealedPrivateKey = sealer.Seal(id, pair.ExportPkcs8PrivateKey()),
            CreatedAt = now,
            SignsFrom = signsFrom,
        };
    }

    // RFC 7638: the required members in order, without spaces.
    private static string Thumbprint(ECPoint point) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""")));
}

/// <summary>A public key as it is published (RFC 7517, RFC 7518 6.2).</summary>
public sealed record JwkView(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid);
