using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BidForge.Demo.Api;

namespace BidForge.Testing.Marketplace;

/// <summary>A fresh company of a test, with its owner signed in and colleagues on demand.</summary>
public sealed class Company
{
    private const string Password = "correct-horse-battery";

    private readonly Uri gateway;

    private Company(Uri gateway, string kind, JsonElement session)
    {
        (this.gateway, Kind, Id, Owner) = (gateway, kind, session.Get("company").Id(), session.Text("accessToken"));
        Name = session.Get("company").Text("name");
        Email = session.Get("user").Text("email");
        Api = new ApiClient(new HttpClient { BaseAddress = gateway }, TimeProvider.System);
        Api.SignIn(session);
    }

    public Guid Id { get; }

    public string Name { get; }

    /// <summary>Of the owner, whose password is that of all test people.</summary>
    public string Email { get; }

    public string Kind { get; }

    /// <summary>The owner's access token.</summary>
    public string Owner { get; }

    /// <summary>The owner as a patient client.</summary>
    public ApiClient Api { get; }

    public static async Task<Company> RegisterAsync(Uri gateway, string kind, CancellationToken ct)
    {
        var tag = Guid.NewGuid().ToString("N")[..12];
        var api = new ApiClient(new HttpClient { BaseAddress = gateway }, TimeProvider.System);
        var session = await api.PostAsync("/auth/register", new
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
        }, ct);
        return new(gateway, kind, session);
    }

    /// <summary>The access token of a new colleague.</summary>
    public async Task<string> HireAsync(string role, CancellationToken ct)
    {
        var email = $"{role}-{Guid.NewGuid():N}@{Id:N}.example";
        await Api.PostAsync($"/companies/{Id}/users", new { name = role, email, password = Password, role }, ct);
        var login = await new ApiClient(new HttpClient { BaseAddress = gateway }, TimeProvider.System).PostAsync("/auth/login", new { email, password = Password }, ct);
        return login.Text("accessToken");
    }

    /// <summary>A new access token of the owner, who may be more by now than when the first was made.</summary>
    public async Task<string> LogInAgainAsync(CancellationToken ct) =>
        (await new ApiClient(new HttpClient { BaseAddress = gateway }, TimeProvider.System).PostAsync("/auth/login", new { email = Email, password = Password }, ct)).Text("accessToken");

    /// <summary>One call as it is, without patience.</summary>
    public static async Task<HttpResponseMessage> CallAsync(
        HttpClient http, string? token, HttpMethod method, string path, object? body, CancellationToken ct, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method != HttpMethod.Get)
            request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (method == HttpMethod.Put || method == HttpMethod.Delete || path.EndsWith("/withdraw", StringComparison.Ordinal))
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        request.Content = body switch { null => null, byte[] bytes => new ByteArrayContent(bytes), _ => JsonContent.Create(body) };
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    /// <summary>The same, sent again until a service answers: where servers are taken away, a service may start anew some minutes later.</summary>
    public static async Task<HttpResponseMessage> CallUntilAnsweredAsync(HttpClient http, string? token, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var key = Guid.NewGuid().ToString();
        HttpResponseMessage? answer = null;
        await Eventually.TrueAsync(async () =>
        {
            answer?.Dispose();
            answer = null;
            try
            {
                answer = await CallAsync(http, token, method, path, body, ct, key);
                return answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, $"{method} {path} is answered", ct);
        return answer!;
    }
}
