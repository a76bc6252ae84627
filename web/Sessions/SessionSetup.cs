using BidForge.Web.Api.Models;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace BidForge.Web.Sessions;

internal static class SessionSetup
{
    /// <summary>Log-ins kept on the server, a random key in an http-only cookie, and keys that all replicas share.</summary>
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<RedisConnection>().AddSingleton<TicketVault>().AddSingleton<TokenRefresher>().AddSingleton<SessionStore>();
        services.AddScoped<CurrentUser>().AddScoped<SignIn>();
        services.AddHostedService<KeyRingWarmUp>();
        services.AddHealthChecks().AddCheck<RedisCheck>("redis", HealthStatus.Degraded, [], TimeSpan.FromSeconds(3));

        services.AddDataProtection().SetApplicationName("BidForge.Web");
        services.AddOptions<KeyManagementOptions>().Configure<RedisConnection, IOptions<WebOptions>>((keys, redis, options) =>
        {
            keys.XmlRepository = new RedisKeyRing(redis);
            if (options.Value.Key is { Length: > 0 }) keys.XmlEncryptor = new KeyEncryptor(options.Value);
        });

        services.AddAuthentication(Tickets.Scheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "bidforge";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/login";
            cookie.ReturnUrlParameter = "returnUrl";
            // Sliding would write back the ticket as this request read it, over one that another request has just renewed.
            cookie.SlidingExpiration = false;
            cookie.Events.OnRedirectToAccessDenied = refused =>
            {
                refused.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddOptions<CookieAuthenticationOptions>(Tickets.Scheme)
            .Configure<SessionStore>((cookie, store) => cookie.SessionStore = store);

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Contractor, policy => policy.RequireClaim(Claims.Kind, nameof(CompanyKind.Contractor)))
            .AddPolicy(Policies.Subcontractor, policy => policy.RequireClaim(Claims.Kind, nameof(CompanyKind.Subcontractor)));
    }
}
