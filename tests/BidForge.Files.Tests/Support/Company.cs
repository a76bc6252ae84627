using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;

namespace BidForge.Files.Tests.Support;

/// <summary>A fresh company, registered with the real auth service.</summary>
internal sealed record Company(Guid Id, string Kind, string Token, Uri Auth)
{
    private const string Password = "correct-horse-battery";

    public static async Task<Company> RegisterAsync(Servers servers, string kind, CancellationToken cancellationToken)
    {
        var auth = servers.App.GetEndpoint("auth");
        var tag = Guid.NewGuid().ToString("N")[..12];
        var session = await PostAsync(auth, "auth/register", null, new
        {
            company = new
            {
                name = $"Company {tag}",
                kind,
                trades = kind is "subcontractor" ? new[] { "concrete" } : [],
                place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
                serviceRadiusKm = 100,
                timeZone = "America/Chicago",
            },
            user = new { name = "Owner", email = $"owner@{tag}.example", password = Password },
        }, cancellationToken);
        return new(session.GetProperty("company").GetProperty("id").GetGuid(), kind, session.GetProperty("accessToken").GetString()!, auth);
    }

    /// <summary>The access token of a new colleague.</summary>
    public async Task<string> HireAsync(string role, CancellationToken cancellationToken)
    {
        var email = $"{role}-{Guid.NewGuid():N}@{Id:N}.example";
        await PostAsync(Auth, $"companies/{Id}/users", Token, new { name = role, email, password = Password, role }, cancellationToken);
        var session = await PostAsync(Auth, "auth/login", null, new { email, password = Password }, cancellationToken);
        return session.GetProperty("accessToken").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(Uri auth, string path, string? token, object body, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = auth };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request, cancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
