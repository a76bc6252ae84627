using BidForge.Demo.Api;

namespace BidForge.Load.Staging;

/// <summary>Companies that exist for a measurement.</summary>
internal static class Registration
{
    private const string Password = "plumb-level-and-square";

    /// <param name="gateway">Where the site answers.</param>
    /// <param name="kind">contractor or subcontractor.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Trader> RegisterAsync(Uri gateway, string kind, CancellationToken ct)
    {
        var tag = Guid.NewGuid().ToString("N")[..12];
        var (name, email) = ($"Load {tag}", $"owner@{tag}.example");
        var api = new ApiClient(Clients.For(gateway), TimeProvider.System);
        var session = await api.PostAsync("/auth/register", new
        {
            company = new
            {
                name,
                kind,
                trades = kind is "subcontractor" ? new[] { "roofing" } : [],
                place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
                serviceRadiusKm = 100,
                timeZone = "America/Chicago",
            },
            user = new { name = "Owner", email, password = Password },
        }, ct);
        api.SignIn(session);
        return new(session.Get("company").Id(), name, email, session.Text("accessToken"), api);
    }

    /// <summary>The same person with a token that lasts from now.</summary>
    public static async Task<Trader> AgainAsync(Uri gateway, Trader trader, CancellationToken ct)
    {
        var api = new ApiClient(Clients.For(gateway), TimeProvider.System);
        var session = await api.PostAsync("/auth/login", new { email = trader.Email, password = Password }, ct);
        api.SignIn(session);
        return trader with { Token = session.Text("accessToken"), Api = api };
    }
}
