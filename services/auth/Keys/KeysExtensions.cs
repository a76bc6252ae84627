using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Auth.Keys;

internal static class KeysExtensions
{
    private static readonly TimeSpan KeysAreFresh = TimeSpan.FromMinutes(5);

    /// <summary>Before the service defaults: this service knows the keys and need not ask for them.</summary>
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeyOptions>().BindConfiguration("Auth").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<KeySealer>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<ISigningKeySource>(services => services.GetRequiredService<KeyRing>());
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddHostedService<KeyRotation>();
        builder.Services.AddHealthChecks().AddCheck<KeyRingCheck>("signing-keys");
    }

    public static void MapJwks(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/jwks.json", ReadKeys).WithTags("Keys").AllowAnonymous()
            .CachedForEverybody(fresh: KeysAreFresh, shared: KeysAreFresh, stale: TimeSpan.FromMinutes(1));

    /// <summary>The keys that access tokens are checked with (JWK set, RFC 7517).</summary>
    private static Ok<JwkSet> ReadKeys(KeyRing ring) => TypedResults.Ok(new JwkSet([.. ring.Keys.Select(key => key.Jwk)]));

    /// <summary>Public keys; a token's <c>kid</c> names the one that signed it.</summary>
    public sealed record JwkSet(IReadOnlyList<JwkView> Keys);
}
