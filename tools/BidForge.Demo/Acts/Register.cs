using System.Text.Json;
using BidForge.Contracts;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>1: the companies register; those of an earlier run log in.</summary>
internal static class Register
{
    public static Task PlayAsync(Act act, CancellationToken ct) => PlayAsync(act, Companies.All, ct);

    /// <returns>How many registered; the others were there.</returns>
    public static async Task<int> PlayAsync(Act act, IEnumerable<CompanyRole> roles, CancellationToken ct)
    {
        var joined = 0;
        act.World.Players.AddRange(roles.Select(role => new Player(role, new ApiClient(act.Http, act.Time))));
        await act.EachAsync(act.World.Players, async (player, token) =>
        {
            JsonElement session;
            try
            {
                session = await player.Api.PostAsync("/auth/register", Registration(player.Role), token);
                Interlocked.Increment(ref joined);
            }
            catch (ApiException refusal) when (refusal.Code is "auth.email-taken")
            {
                session = await LogInAsync(player.Api, player.Role.Email, token);
            }
            player.Api.SignIn(session);
            player.CompanyId = session.Get("company").Id();
            if (player.Role.Kind is CompanyKind.Contractor)
                player.Colleague = await HireAsync(act, player, token);
        }, ct);
        act.Log.Say($"{joined} companies registered, {act.World.Players.Count - joined} logged in");
        return joined;
    }

    private static async Task<ApiClient> HireAsync(Act act, Player player, CancellationToken ct)
    {
        var email = "office." + player.Role.Email;
        try
        {
            await player.Api.PostAsync($"/companies/{player.CompanyId}/users", new { name = "Robin Office", email, password = DemoPlay.Password, role = "estimator" }, ct);
        }
        catch (ApiException refusal) when (refusal.Code is "auth.email-taken")
        {
            // Hired by an earlier play.
        }
        var colleague = new ApiClient(act.Http, act.Time);
        colleague.SignIn(await LogInAsync(colleague, email, ct));
        return colleague;
    }

    private static Task<JsonElement> LogInAsync(ApiClient api, string email, CancellationToken ct) =>
        api.PostAsync("/auth/login", new { email, password = DemoPlay.Password }, ct);

    private static object Registration(CompanyRole role) => new
    {
        company = new
        {
            name = role.Name,
            kind = role.Kind is CompanyKind.Contractor ? "contractor" : "subcontractor",
            trades = role.Trades,
            place = Town.Of(role.City),
            serviceRadiusKm = role.RadiusKm,
            timeZone = Town.ZoneOf(role.City),
            description = role.Kind is CompanyKind.Contractor
                ? $"General contractor in {role.City}."
                : $"{string.Join(", ", role.Trades.Select(Trades.NameOf))} from {role.City}.",
        },
        user = new { name = role.Person, email = role.Email, password = DemoPlay.Password },
    };
}
