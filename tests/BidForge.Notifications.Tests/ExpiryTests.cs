using System.IdentityModel.Tokens.Jwt;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Aspire.Hosting.Testing;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace BidForge.Notifications.Tests;

/// <summary>One more replica, that trusts keys of this test: the real tokens live too long to wait for. It takes connections that other tests of replicas count.</summary>
[Collection("replicas")]
public sealed class ExpiryTests(NotificationSystem system)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_ends_when_its_token_does()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var keys = await PublishAsync(key);
        await using var replica = await StartReplicaAsync(keys.Urls.Single());
        using var client = new HttpClient { BaseAddress = replica.Address, Timeout = Eventually.Patience };
        var made = TimeProvider.System.GetTimestamp();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(key, Life));
        using var response = await client.GetAsync(new Uri("/api/v1/notifications/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith("retry: ", text, StringComparison.Ordinal);
        Assert.True(TimeProvider.System.GetElapsedTime(made) > Life - TimeSpan.FromSeconds(1), "The stream ended before its token did.");
    }

    private static string Token(ECDsa key, TimeSpan life)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Claim[] claims =
        [
            new(ClaimNames.User, Guid.NewGuid().ToString()), new(ClaimNames.Company, Guid.NewGuid().ToString()), new(ClaimNames.Session, Guid.NewGuid().ToString()),
            new(ClaimNames.Role, "owner"), new(ClaimNames.Kind, "subcontractor"), new(ClaimNames.Name, "Ada"), new(ClaimNames.CompanyName, "Volt & Sons"),
        ];
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(
            TokenOptions.Issuer, TokenOptions.Audience, claims, now, now + life,
            new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "test" }, SecurityAlgorithms.EcdsaSha256)));
    }

    private static async Task<WebApplication> PublishAsync(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var keySet = new
        {
            keys = new[] { new { kty = "EC", crv = "P-256", kid = "test", use = "sig", alg = "ES256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) } },
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/.well-known/jwks.json", () => Results.Json(keySet));
        await app.StartAsync(Cancel);
        return app;
    }

    private async Task<ServiceProcess> StartReplicaAsync(string auth)
    {
        var variables = await File.ReadAllTextAsync($"/proc/{system.App.ProcessesOf("notification")[0]}/environ", Cancel);
        var settings = variables.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        settings.Remove("ASPNETCORE_URLS");
        settings["services__auth__http__0"] = auth;
        settings["ConnectionStrings__redis"] += ",defaultDatabase=1";
        // Killed with mails in hand, it would keep them from the others for minutes.
        settings["Mail__Host"] = "";
        return await ServiceProcess.StartAsync("BidForge.Notifications", settings, cancellationToken: Cancel);
    }
}
