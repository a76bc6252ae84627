using BidForge.ServiceDefaults.Discovery;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BidForge.ServiceDefaults.Tokens;

/// <summary>Access tokens are checked in every process that gets one, with keys published by the auth service (JWT RFC 7519, ES256 RFC 7518).</summary>
public static class TokensExtensions
{
    public static IServiceCollection AddBidForgeTokens(this IServiceCollection services)
    {
        services.AddTokenVerifier();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<SigningKeyCache>(Configure);
        services.AddAuthorization(Policies.Add);
        return services;
    }

    /// <summary>For a process that checks tokens by itself, outside of ASP.NET Core's authentication.</summary>
    public static IServiceCollection AddTokenVerifier(this IServiceCollection services)
    {
        services.TryAddSingleton<ISigningKeySource, PublishedSigningKeys>();
        services.AddHttpClient(PublishedSigningKeys.ClientName).AddServiceAddress("auth");
        services.TryAddSingleton<SigningKeyCache>();
        services.TryAddSingleton(provider => new TokenVerifier(provider.GetRequiredService<SigningKeyCache>()));
        return services;
    }

    private static void Configure(JwtBearerOptions jwt, SigningKeyCache keys)
    {
        jwt.RequireHttpsMetadata = false;
        jwt.ConfigurationManager = keys;
        jwt.RefreshOnIssuerKeyNotFound = true;
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters = TokenVerifier.Rules();
        jwt.Events = new()
        {
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
                await Problem.Of(
                    StatusCodes.Status401Unauthorized, ProblemCodes.TokenInvalid,
                    context.AuthenticateFailure is null ? "Sign in first." : "The access token is not valid, or no longer.").ExecuteAsync(context.HttpContext);
            },
            OnForbidden = context => Problem.Forbidden("Your role or kind of company does not allow this.").ExecuteAsync(context.HttpContext),
        };
    }
}
