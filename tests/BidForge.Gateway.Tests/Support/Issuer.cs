using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BidForge.Gateway.Tests.Support;

/// <summary>Keys and tokens in the hand of the test, for tokens that the auth service would never make.</summary>
public sealed class Issuer : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string KeyId { get; } = Guid.NewGuid().ToString("N");

    public byte[] PublicKey => key.ExportSubjectPublicKeyInfo();

    /// <summary>An auth service that publishes this key and echoes the rest.</summary>
    public Task<Upstream> ServeAsync() => Upstream.StartAsync(context =>
    {
        var point = key.ExportParameters(false).Q;
        return context.Request.Path.Value is "/.well-known/jwks.json"
            ? context.Response.WriteAsJsonAsync(new
            {
                keys = new[] { new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y), use = "sig", alg = "ES256", kid = KeyId } },
            })
            : context.Response.WriteAsync("reached");
    });

    /// <summary>Claims of a good token, for tests to spoil.</summary>
    public static Dictionary<string, object> Claims(Guid? user = null, Guid? company = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["iss"] = "bidforge",
            ["aud"] = "bidforge",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 600,
            ["sub"] = user ?? Guid.NewGuid(),
            ["cid"] = company ?? Guid.NewGuid(),
            ["sid"] = Guid.NewGuid(),
            ["name"] = "Ann",
            ["cname"] = "Lakeside",
            ["role"] = "owner",
            ["kind"] = "contractor",
        };
    }

    public string Token(Dictionary<string, object>? claims = null) =>
        Compose(new() { ["alg"] = "ES256", ["kid"] = KeyId, ["typ"] = "JWT" }, claims ?? Claims(), bytes => key.SignData(bytes, HashAlgorithmName.SHA256));

    public static string Compose(Dictionary<string, object> header, Dictionary<string, object> claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public void Dispose() => key.Dispose();
}
