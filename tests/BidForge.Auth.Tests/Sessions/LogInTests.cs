using System.Diagnostics;
using System.Net;
using BidForge.Auth.Tests.Support;

namespace BidForge.Auth.Tests.Sessions;

public sealed class LogInTests(Servers servers)
{
    [Fact]
    public async Task Whoever_registered_logs_in_with_the_address_in_any_case()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var session = (await servers.Api.LogInAsync($" {owner.Email.ToUpperInvariant()} ")).Expect(HttpStatusCode.OK);
        Assert.Equal(owner.CompanyId, session["company"].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var owner = await servers.Api.NewOwnerAsync();
        var wrong = (await servers.Api.LogInAsync(owner.Email, "not the password")).Expect(HttpStatusCode.Unauthorized, "auth.credentials-wrong");
        var unknown = (await servers.Api.LogInAsync(Api.NewEmail(), "not the password")).Expect(HttpStatusCode.Unauthorized, "auth.credentials-wrong");
        Assert.Equal(wrong.Text("title"), unknown.Text("title"));
    }

    [Fact]
    public async Task An_unknown_address_takes_as_long_as_a_wrong_password()
    {
        // The fastest of few attempts depends on what else the machine does, that of many does not; four do not lock an account.
        var (unknown, wrong) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 20 && unknown / wrong is not (> 0.5 and < 2); round++)
        {
            unknown = Math.Min(unknown, await FastestAsync(Api.NewEmail()));
            wrong = Math.Min(wrong, await FastestAsync((await servers.Api.NewOwnerAsync()).Email));
        }
        Assert.InRange(unknown / wrong, 0.5, 2);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        var owner = await servers.Api.NewOwnerAsync();
        for (var attempt = 0; attempt < 5; attempt++)
            (await servers.Api.LogInAsync(owner.Email, "not the password")).Expect(HttpStatusCode.Unauthorized);
        var locked = (await servers.Api.LogInAsync(owner.Email)).Expect(HttpStatusCode.TooManyRequests, "auth.locked");
        Assert.InRange(locked.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
    }

    [Fact]
    public async Task Wrong_passwords_sent_at_once_are_all_counted()
    {
        var owner = await servers.Api.NewOwnerAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => servers.Api.LogInAsync(owner.Email, "not the password")));
        (await servers.Api.LogInAsync(owner.Email)).Expect(HttpStatusCode.TooManyRequests, "auth.locked");
    }

    [Fact]
    public async Task The_right_password_forgets_the_wrong_ones_before()
    {
        var owner = await servers.Api.NewOwnerAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var attempt = 0; attempt < 4; attempt++)
                (await servers.Api.LogInAsync(owner.Email, "not the password")).Expect(HttpStatusCode.Unauthorized);
            (await servers.Api.LogInAsync(owner.Email)).Expect(HttpStatusCode.OK);
        }
    }

    private async Task<double> FastestAsync(string email)
    {
        var fastest = double.MaxValue;
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            await servers.Api.LogInAsync(email, "not the password");
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return fastest;
    }
}
