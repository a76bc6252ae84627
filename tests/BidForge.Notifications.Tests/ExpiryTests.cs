using System.Diagnostics;
using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Claims;
using System.Security.Cryptography;
using Aspire.Hosting.Testing;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace BidForge.Notifications.Tests;

/// <summary>One more replica, that trusts keys of this test: the real tokens live too long to wait for.</summary>
public sealed class ExpiryTests(NotificationSystem system)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_ends_when_its_token_does()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var keys = await PublishAsync(key);
        using var replica = await StartReplicaAsync(keys.Urls.Single());
        try
        {
            using var client = new HttpClient { BaseAddress = replica.Address, Timeout = Eventually.Patience };
            var made = TimeProvider.System.GetTimestamp();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(key, Life));
            using var response = await client.GetAsync(new Uri("/api/v1/notifications/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
            response.EnsureSuccessStatusCode();
            var text = await response.Content.ReadAsStringAsync(Cancel);
            Assert.StartsWith("retry: ", text, StringComparison.Ordinal);
            Assert.True(TimeProvider.System.GetElapsedTime(made) > Life - TimeSpan.FromSeconds(1), "The stream ended before its token did.");
        }
        finally
        {
            replica.Process.Kill();
        }
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

    private async Task<Replica> StartReplicaAsync(string auth)
    {
        var proc = $"/proc/{system.App.ProcessesOf("notification")[0]}";
        var command = (await File.ReadAllTextAsync($"{proc}/cmdline", Cancel)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var variable in (await File.ReadAllTextAsync($"{proc}/environ", Cancel)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            start.Environment[variable[..variable.IndexOf('=', StringComparison.Ordinal)]] = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
        start.Environment["services__auth__http__0"] = auth;
        start.Environment["ConnectionStrings__redis"] += ",defaultDatabase=1";
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = address };
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return (await client.GetAsync(new Uri("/health", UriKind.Relative), Cancel)).StatusCode is HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "a healthy replica", Cancel);
        return new(process, address);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Replica(Process Process, Uri Address) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
