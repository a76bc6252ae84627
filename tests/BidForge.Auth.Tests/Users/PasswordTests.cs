using BidForge.Auth.Tests.Support;
using BidForge.Testing.Hosting;

namespace BidForge.Auth.Tests.Users;

public sealed class PasswordTests(Servers servers)
{
    [Fact]
    public async Task A_quick_hash_of_passwords_is_refused_in_production()
    {
        var settings = new Dictionary<string, string>(await servers.SettingsAsync(Api.Ct))
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Auth__Passwords__IterationCount"] = "99999",
        };
        Assert.Contains("Auth:Passwords:IterationCount", await ServiceProcess.FailAsync("BidForge.Auth", settings, Api.Ct));
    }
}
