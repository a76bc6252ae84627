using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using BidForge.Gateway.Tests.Support;

namespace BidForge.Gateway.Tests;

public sealed class TokenTests(Servers servers, OwnIssuer own) : IClassFixture<OwnIssuer>
{
    [Fact]
    public async Task A_token_of_the_auth_service_goes_through_and_one_changed_by_a_letter_does_not()
    {
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("auth", servers.App.GetEndpoint("auth")), ("project", project.Address)]);
        var session = await gateway.SendAsync(HttpMethod.Post, "/api/v1/auth/register", null, JsonContent.Create(new
        {
            company = new
            {
                name = "Lakeside", kind = "contractor", trades = Array.Empty<string>(), serviceRadiusKm = 50, timeZone = "America/Chicago",
                place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
            },
            user = new { name = "Ann", email = $"a{Guid.NewGuid():N}@lakeside.example", password = "tall trees in the rain" },
        }));
        Assert.Equal(HttpStatusCode.Created, session.Status);
        var token = session.Json.GetProperty("accessToken").GetString()!;

        for (var time = 0; time < 2; time++)
            Assert.Equal($"Bearer {token}", (await gateway.GetAsync("/api/v1/projects", token)).Json.GetProperty("headers").GetProperty("authorization").GetString());
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/api/v1/auth/me", token)).Status);
        var cut = token.LastIndexOf('.') + 10;
        var forged = token[..cut] + (token[cut] is 'A' ? 'B' : 'A') + token[(cut + 1)..];
        (await gateway.GetAsync("/api/v1/projects", forged)).IsProblem(HttpStatusCode.Unauthorized, "auth.token-invalid");
        Assert.Equal(2, project.Requests);
    }

    [Theory]
    [InlineData("another issuer")]
    [InlineData("another audience")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("no expiry")]
    [InlineData("alg none")]
    [InlineData("alg none, signed")]
    [InlineData("HS256 with the public key")]
    [InlineData("signed by another key under this key's id")]
    [InlineData("a key that nobody knows")]
    [InlineData("no company")]
    [InlineData("a role that does not exist")]
    [InlineData("not a token")]
    [InlineData("three dots")]
    [InlineData("empty")]
    [InlineData("another scheme")]
    public async Task A_token_that_is_not_right_is_refused_before_any_service_sees_it(string fault)
    {
        var issuer = own.Issuer;
        using var other = new Issuer();
        Assert.Equal(HttpStatusCode.OK, (await own.Gateway.GetAsync("/api/v1/projects", issuer.Token())).Status);
        var reached = own.Project.Requests;

        var claims = Issuer.Claims();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object> header = new() { ["alg"] = "ES256", ["kid"] = issuer.KeyId, ["typ"] = "JWT" };
        string Signed(string name, object value)
        {
            claims[name] = value;
            return issuer.Token(claims);
        }

        string Without(string name)
        {
            claims.Remove(name);
            return issuer.Token(claims);
        }

        var value = fault switch
        {
            "another issuer" => Signed("iss", "elsewhere"),
            "another audience" => Signed("aud", "elsewhere"),
            "expired" => Signed("exp", now - 60),
            "not yet valid" => Signed("nbf", now + 60),
            "no expiry" => Without("exp"),
            "alg none" => Issuer.Compose(new() { ["alg"] = "none" }, claims, _ => []),
            "alg none, signed" => Issuer.Compose(new() { ["alg"] = "none", ["kid"] = issuer.KeyId }, claims, bytes => SHA256.HashData(bytes)),
            "HS256 with the public key" => Issuer.Compose(new() { ["alg"] = "HS256", ["kid"] = issuer.KeyId }, claims, bytes => HMACSHA256.HashData(issuer.PublicKey, bytes)),
            "signed by another key under this key's id" => Issuer.Compose(header, claims, bytes => SHA256.HashData(bytes).Concat(SHA256.HashData(bytes)).ToArray()),
            "a key that nobody knows" => other.Token(),
            "no company" => Without("cid"),
            "a role that does not exist" => Signed("role", "emperor"),
            "three dots" => "...",
            "empty" => "",
            _ => "not-a-token",
        };
        var scheme = fault is "another scheme" ? "Basic" : "Bearer";
        var refusal = (await own.Gateway.GetAsync("/api/v1/projects", null, ("Authorization", $"{scheme} {value}"))).IsProblem(HttpStatusCode.Unauthorized, "auth.token-invalid");
        Assert.Contains("invalid_token", refusal.Header("WWW-Authenticate"));
        Assert.Equal(reached, own.Project.Requests);
    }

    [Fact]
    public async Task Without_a_token_the_service_decides_and_an_old_token_does_not_hinder_logging_in()
    {
        Assert.Equal(HttpStatusCode.OK, (await own.Gateway.GetAsync("/api/v1/trades")).Status);
        Assert.Equal("reached", (await own.Gateway.SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", "an-old-token")).Body);
    }

    [Fact]
    public async Task A_verified_token_is_refused_once_it_has_expired()
    {
        var claims = Issuer.Claims();
        // Clocks may differ by five seconds.
        claims["exp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 15;
        claims["nbf"] = claims["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 10;
        var token = own.Issuer.Token(claims);
        Assert.Equal(HttpStatusCode.OK, (await own.Gateway.GetAsync("/api/v1/projects", token)).Status);
        await Eventually.TrueAsync(
            async () => (await own.Gateway.GetAsync("/api/v1/projects", token)).Status is HttpStatusCode.Unauthorized, "the token has expired", Servers.Ct);
    }
}
