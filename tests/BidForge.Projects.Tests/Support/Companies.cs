using System.Net.Http.Json;
using System.Text.Json;

namespace BidForge.Projects.Tests.Support;

/// <summary>Fresh companies, registered with the real auth service.</summary>
public static class Companies
{
    private const string Password = "correct horse battery staple 7!";

    private static int count;

    public static Task<Person> ContractorAsync(this Services services) => RegisterAsync(services, "contractor");

    public static Task<Person> SubcontractorAsync(this Services services) => RegisterAsync(services, "subcontractor");

    /// <summary>A subcontractor that the project service has heard of: one that can be invited.</summary>
    public static async Task<Person> KnownSubcontractorAsync(this Services services)
    {
        var company = await services.SubcontractorAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await using var command = services.Database.CreateCommand("select count(*) from companies where id = $1");
                command.Parameters.Add(new() { Value = company.CompanyId });
                return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is 1L;
            },
            "the company became known", TestContext.Current.CancellationToken);
        return company;
    }

    /// <summary>Somebody who only reads, in the same company.</summary>
    public static async Task<Person> ViewerAsync(this Person owner)
    {
        var email = $"viewer{Guid.NewGuid():N}@example.com";
        using var add = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/companies/{owner.CompanyId}/users")
        {
            Content = JsonContent.Create(new { name = "Vera Viewer", email, password = Password, role = "viewer" }),
            Headers = { Authorization = new("Bearer", owner.Token) },
        };
        using var added = await owner.Services.Auth.SendAsync(add, TestContext.Current.CancellationToken);
        (await Answer.ReadAsync(added, TestContext.Current.CancellationToken)).Ok();
        using var login = await owner.Services.Auth.PostAsJsonAsync("/api/v1/auth/login", new { email, password = Password }, TestContext.Current.CancellationToken);
        var session = (await Answer.ReadAsync(login, TestContext.Current.CancellationToken)).Ok();
        return owner with { Token = session["accessToken"].GetString()! };
    }

    /// <summary>Nobody.</summary>
    public static Person Anonymous(this Services services) => new(services, Guid.Empty, "", "");

    private static async Task<Person> RegisterAsync(Services services, string kind)
    {
        var name = $"{kind} {Interlocked.Increment(ref count)} {Guid.NewGuid():N}";
        var body = new
        {
            company = new
            {
                name,
                kind,
                trades = new[] { "roofing", "concrete" },
                place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
                serviceRadiusKm = 150,
                timeZone = "America/Chicago",
            },
            user = new { name = "Olive Owner", email = $"owner{Guid.NewGuid():N}@example.com", password = Password },
        };
        using var response = await services.Auth.PostAsJsonAsync("/api/v1/auth/register", body, TestContext.Current.CancellationToken);
        var session = (await Answer.ReadAsync(response, TestContext.Current.CancellationToken)).Ok();
        return new(services, session["company"].GetProperty("id").GetGuid(), name, session["accessToken"].GetString()!);
    }
}
