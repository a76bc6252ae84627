using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Trouble;

/// <summary>Tokens that auth did not make, or that are over, open nothing: at the gateway, and at a service that is asked directly.</summary>
public sealed class TokenTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forgeries => ["other key", "alg none", "hmac with the public key", "other issuer", "expired", "changed payload", "no signature", "rubbish"];

    [Theory, MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused(string forgery)
    {
        var company = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        var token = await ForgeAsync(forgery, company.Owner);
        foreach (var resource in (string[])["gateway", "project"])
        {
            using var http = new HttpClient { BaseAddress = Aspire.Hosting.Testing.DistributedApplicationHostingTestingExtensions.GetEndpoint(marketplace.App, resource) };
            using var real = await Company.CallUntilAnsweredAsync(http, company.Owner, HttpMethod.Get, "/api/v1/projects", null, Cancel);
            Assert.Equal(HttpStatusCode.OK, real.StatusCode);
            using var forged = await Company.CallUntilAnsweredAsync(http, token, HttpMethod.Get, "/api/v1/projects", null, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
            Assert.Equal("application/problem+json", forged.Content.Headers.ContentType?.MediaType);
            Assert.Contains("auth.token-invalid", await forged.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    private async Task<string> ForgeAsync(string forgery, string real)
    {
        var parts = real.Split('.');
        var (header, payload) = (Base64Url.DecodeFromChars(parts[0]), Base64Url.DecodeFromChars(parts[1]));
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string Sign(byte[] head, byte[] body)
        {
            var signed = $"{Base64Url.EncodeToString(head)}.{Base64Url.EncodeToString(body)}";
            return $"{signed}.{Base64Url.EncodeToString(stranger.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        }
        switch (forgery)
        {
            case "other key":
                return Sign(header, payload);
            case "other issuer":
                return Sign(header, Change(payload, "iss", "somebody-else"));
            case "expired":
                return Sign(header, Change(payload, "exp", 1_000_000_000));
            case "alg none":
                return $"{Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8)}.{parts[1]}.";
            case "hmac with the public key":
                using (var http = marketplace.CreateGatewayClient())
                {
                    var jwks = await http.GetByteArrayAsync("/.well-known/jwks.json", Cancel);
                    var signed = $"{Base64Url.EncodeToString(Change(header, "alg", "HS256"))}.{parts[1]}";
                    return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(jwks, Encoding.ASCII.GetBytes(signed)))}";
                }
            case "changed payload":
                return $"{parts[0]}.{Base64Url.EncodeToString(Change(payload, "role", "owner"))}.{parts[2][..^4]}AAAA";
            case "no signature":
                return $"{parts[0]}.{parts[1]}.";
            default:
                return "rubbish";
        }
    }

    private static byte[] Change(byte[] json, string name, object value)
    {
        var members = JsonSerializer.Deserialize<Dictionary<string, object>>(json)!;
        members[name] = value;
        return JsonSerializer.SerializeToUtf8Bytes(members);
    }
}
