using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace BidForge.Auth.Tests.Support;

/// <summary>Calls one auth service.</summary>
public sealed class Api(Uri address)
{
    public const string Password = "tall trees in the rain";

    private readonly HttpClient http = new() { BaseAddress = new Uri(address, "/api/v1/") };

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string NewEmail() => $"p{Guid.NewGuid():N}@builders.example";

    /// <summary>A body for /auth/register that is fine; tests change what they are about.</summary>
    public static Dictionary<string, object?> Company(string? name = null, string kind = "subcontractor", double latitude = 41.88, double longitude = -87.63, params string[] trades) => new()
    {
        ["name"] = name ?? $"Company {Guid.NewGuid():N}",
        ["kind"] = kind,
        ["trades"] = trades.Length is 0 ? ["roofing"] : trades,
        ["place"] = new Dictionary<string, object?> { ["city"] = "Chicago", ["region"] = "IL", ["country"] = "US", ["latitude"] = latitude, ["longitude"] = longitude },
        ["serviceRadiusKm"] = 120,
        ["timeZone"] = "America/Chicago",
    };

    public Task<Answer> RegisterAsync(Dictionary<string, object?>? company = null, string? email = null, string password = Password, string name = "Ann Gray") =>
        SendAsync(HttpMethod.Post, "auth/register", new { company = company ?? Company(), user = new { name, email = email ?? NewEmail(), password } });

    public async Task<Person> NewOwnerAsync(Dictionary<string, object?>? company = null) =>
        new(this, (await RegisterAsync(company)).Expect(HttpStatusCode.Created));

    public Task<Answer> LogInAsync(string email, string password = Password) => SendAsync(HttpMethod.Post, "auth/login", new { email, password });

    public Task<Answer> RefreshAsync(string refreshToken) => SendAsync(HttpMethod.Post, "auth/refresh", new { refreshToken });

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, null, token);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var message = await http.SendAsync(request, Ct);
        return await Answer.ReadAsync(message);
    }
}

/// <summary>Somebody who is logged in.</summary>
public sealed class Person(Api api, Answer session)
{
    public Answer Session => session;

    public string Token => session.Text("accessToken");

    public string RefreshToken => session.Text("refreshToken");

    public string Email => session["user"].GetProperty("email").GetString()!;

    public Guid CompanyId => session["company"].GetProperty("id").GetGuid();

    public Task<Answer> GetAsync(string path) => api.GetAsync(path, Token);

    public Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers) =>
        api.SendAsync(method, path, body, Token, headers);

    public async Task<Person> HireAsync(string role)
    {
        var email = Api.NewEmail();
        (await SendAsync(HttpMethod.Post, $"companies/{CompanyId}/users", new { name = role, email, password = Api.Password, role })).Expect(HttpStatusCode.Created);
        return new(api, (await api.LogInAsync(email)).Expect(HttpStatusCode.OK));
    }
}
