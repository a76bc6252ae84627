using BidForge.Auth.Companies;
using BidForge.Auth.Users;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BidForge.Auth.Keys;

/// <summary>Makes access tokens: JWT (RFC 7519), ES256, ten minutes.</summary>
internal sealed class AccessTokens(KeyRing ring, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private static readonly JsonWebTokenHandler Handler = new();

    public string Create(User user, Company company, Guid sessionId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            [ClaimNames.User] = user.Id.ToString(),
            [ClaimNames.Name] = user.Name,
            [ClaimNames.Role] = user.Role.ToString().ToLowerInvariant(),
            [ClaimNames.Company] = company.Id.ToString(),
            [ClaimNames.CompanyName] = company.Name,
            [ClaimNames.Kind] = company.Kind.ToString().ToLowerInvariant(),
            [ClaimNames.Plan] = company.Plan.ToString().ToLowerInvariant(),
            [ClaimNames.Session] = sessionId.ToString(),
        };
        if (user.PlatformAdmin)
            claims[ClaimNames.PlatformAdmin] = true;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenOptions.Issuer,
            Audience = TokenOptions.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = ring.Signing,
            Claims = claims,
        });
    }
}
