using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;
using BidForge.Contracts;

namespace BidForge.Notifications.Tests;

/// <summary>A company registered over HTTP, with a real token of its first user.</summary>
internal sealed class TestCompany(NotificationSystem system, Guid id, Guid userId, string email, string token)
{
    private const string Password = "correct-horse-7-battery";

    public Guid Id => id;

    public Guid UserId => userId;

    public string Email => email;

    public static async Task<TestCompany> RegisterAsync(NotificationSystem system, CompanyKind kind, CancellationToken cancellationToken)
    {
        using var auth = system.App.CreateHttpClient("auth");
        var email = $"{Guid.NewGuid():N}@example.com";
        var registration = new
        {
            company = new
            {
                name = $"Company {email[..6]}",
                kind = kind is CompanyKind.Contractor ? "contractor" : "subcontractor",
                trades = new[] { "electrical" },
                place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
                serviceRadiusKm = 100,
                timeZone = "America/Chicago",
            },
            user = new { name = "Ada Miller", email, password = Password },
        };
        using var answer = await PatientlyAsync(() => auth.PostAsJsonAsync("/api/v1/auth/register", registration, cancellationToken), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return Read(system, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    /// <summary>A test may have killed the database a moment ago: 503 asks to come again.</summary>
    public static async Task<HttpResponseMessage> PatientlyAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        var answer = await ask();
        while (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            answer.Dispose();
            await Task.Delay(200, cancellationToken);
            answer = await ask();
        }
        return answer;
    }

    /// <summary>A colleague in the same company.</summary>
    public async Task<TestCompany> AddColleagueAsync(string role, CancellationToken cancellationToken)
    {
        using var auth = system.App.CreateHttpClient("auth");
        var address = $"{Guid.NewGuid():N}@example.com";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/companies/{id}/users");
        request.Headers.Authorization = new("Bearer", token);
        request.Content = JsonContent.Create(new { name = "Ben Okafor", email = address, password = Password, role });
        using var added = await auth.SendAsync(request, cancellationToken);
        added.EnsureSuccessStatusCode();
        using var answer = await auth.PostAsJsonAsync("/api/v1/auth/login", new { email = address, password = Password }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return Read(system, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    public HttpClient Client(int replica = 0)
    {
        var client = new HttpClient { BaseAddress = new Uri(system.Replicas[replica], "/api/v1/"), Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Waits until the service has heard of this person: what is told from then on is unread.</summary>
    public Task WelcomedAsync(CancellationToken cancellationToken) =>
        Eventually.TrueAsync(async () => (await ListAsync(cancellationToken)).Exists(item => item.GetProperty("kind").GetString() is "welcome"), "the welcome", cancellationToken);

    /// <summary>Everything on the list, newest first, without the welcome.</summary>
    public async Task<List<JsonElement>> NewsAsync(CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FindAll(item => item.GetProperty("kind").GetString() is not "welcome");

    /// <summary>Everything on the list, newest first.</summary>
    public async Task<List<JsonElement>> ListAsync(CancellationToken cancellationToken)
    {
        using var client = Client();
        var all = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var path = $"notifications?limit=100&cursor={cursor}";
            using var answer = await PatientlyAsync(() => client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken), cancellationToken);
            answer.EnsureSuccessStatusCode();
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            all.AddRange(page.GetProperty("data").EnumerateArray());
            cursor = page.GetProperty("pagination").TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        return all;
    }

    /// <summary>The list once it has this many items.</summary>
    public async Task<List<JsonElement>> NewsAsync(int count, CancellationToken cancellationToken)
    {
        List<JsonElement> news = [];
        await Eventually.TrueAsync(async () => (news = await NewsAsync(cancellationToken)).Count >= count, $"{count} notifications", cancellationToken);
        Assert.Equal(count, news.Count);
        return news;
    }

    private static TestCompany Read(NotificationSystem system, JsonElement session) => new(
        system, session.GetProperty("company").GetProperty("id").GetGuid(), session.GetProperty("user").GetProperty("id").GetGuid(),
        session.GetProperty("user").GetProperty("email").GetString()!, session.GetProperty("accessToken").GetString()!);
}
