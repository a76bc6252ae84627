using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using BidForge.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace BidForge.Bids.Tests.Support;

/// <summary>Stands where auth stands: signs access tokens for hundreds of companies at once and publishes its key. (The end-to-end tests log in for real.)</summary>
public sealed class Issuer : IAsyncDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication jwks;

    public Issuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        jwks = builder.Build();
        var point = key.ExportParameters(false).Q;
        var document = new
        {
            keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = "test", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) } },
        };
        jwks.MapGet("/.well-known/jwks.json", () => Results.Json(document));
    }

    public string Address => jwks.Urls.First();

    public Task StartAsync() => jwks.StartAsync();

    public string Token(Person person)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new JwtSecurityToken(
            "bidforge", "bidforge",
            [
                new("sub", person.UserId.ToString()), new("cid", person.CompanyId.ToString()), new("cname", person.CompanyName), new("name", person.Name),
                new("kind", person.Kind is CompanyKind.Contractor ? "contractor" : "subcontractor"), new("role", person.Role), new("sid", Guid.NewGuid().ToString()),
                .. person.Plan is { } plan ? [new Claim("plan", plan)] : Array.Empty<Claim>(),
                .. person.PlatformAdmin ? [new Claim("adm", "true", ClaimValueTypes.Boolean)] : Array.Empty<Claim>(),
            ],
            now.AddMinutes(-1), now.AddMinutes(30),
            new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "test" }, SecurityAlgorithms.EcdsaSha256));
        return new JwtSecurityTokenHandler().WriteToken(token);
    }

    public async ValueTask DisposeAsync()
    {
        await jwks.DisposeAsync();
        key.Dispose();
    }
}

/// <summary>Somebody of a fresh company.</summary>
public sealed record Person(Guid UserId, string Name, Guid CompanyId, string CompanyName, CompanyKind Kind, string Role, bool PlatformAdmin = false, string? Plan = null)
{
    public static Person Of(CompanyKind kind, string role = "owner", Guid? companyId = null)
    {
        var company = companyId ?? Guid.CreateVersion7();
        return new(Guid.CreateVersion7(), $"Person {company:N}"[..20], company, $"Company {company:N}"[..30], kind, role);
    }
}
