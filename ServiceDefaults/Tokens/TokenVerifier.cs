using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BidForge.ServiceDefaults.Tokens;

/// <summary>A token that was checked.</summary>
public sealed record VerifiedToken(Caller Caller, DateTimeOffset ExpiresAt);

/// <summary>Checks an access token by the rules that every service has.</summary>
public sealed class TokenVerifier
{
    private readonly SigningKeyCache keys;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    internal TokenVerifier(SigningKeyCache keys) => this.keys = keys;

    /// <summary>null when it is not a BidForge access token, or no longer one.</summary>
    /// <exception cref="HttpRequestException">The keys were never read, and the auth service does not answer.</exception>
    public async Task<VerifiedToken?> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        var checkedToken = await ValidateAsync(token, cancellationToken);
        if (checkedToken.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            keys.RequestRefresh();
            checkedToken = await ValidateAsync(token, cancellationToken);
        }
        return checkedToken.IsValid && Caller.Read(new ClaimsPrincipal(checkedToken.ClaimsIdentity)) is { } caller
            ? new(caller, new DateTimeOffset(checkedToken.SecurityToken.ValidTo, TimeSpan.Zero))
            : null;
    }

    private async Task<TokenValidationResult> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        var rules = Rules();
        rules.IssuerSigningKeys = (await keys.GetConfigurationAsync(cancellationToken)).SigningKeys;
        return await handler.ValidateTokenAsync(token, rules);
    }

    internal static TokenValidationParameters Rules() => new()
    {
        ValidIssuer = TokenOptions.Issuer,
        ValidAudience = TokenOptions.Audience,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,
        ClockSkew = TokenOptions.ClockSkew,
        NameClaimType = ClaimNames.Name,
        RoleClaimType = ClaimNames.Role,
    };
}
