using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using BidForge.Auth.Tests.Support;
using BidForge.Testing.Hosting;
using BidForge.Testing.Marketplace;
using Npgsql;

namespace BidForge.Auth.Tests.Keys;

public sealed class KeyTests(Servers servers)
{
    [Fact]
    public async Task Two_replicas_that_start_on_an_empty_database_sign_with_one_key()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        var both = await Task.WhenAll(HostedAuth.StartAsync(settings), HostedAuth.StartAsync(settings));
        await using var first = both[0];
        await using var second = both[1];

        var owner = await new Api(first.Address).NewOwnerAsync();
        (await new Api(second.Address).GetAsync("auth/me", owner.Token)).Expect(HttpStatusCode.OK);
        Assert.Single(await KeysOf(first));
        Assert.Equal(await KeysOf(first), await KeysOf(second));
    }

    [Fact]
    public async Task A_restart_logs_nobody_out()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        Person owner;
        await using (var before = await HostedAuth.StartAsync(settings))
            owner = await new Api(before.Address).NewOwnerAsync();

        await using var after = await HostedAuth.StartAsync(settings);
        (await new Api(after.Address).GetAsync("auth/me", owner.Token)).Expect(HttpStatusCode.OK);
        (await new Api(after.Address).RefreshAsync(owner.RefreshToken)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_database_alone_does_not_give_the_private_key_away()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        await using (await HostedAuth.StartAsync(settings))
        await using (var database = NpgsqlDataSource.Create(settings["ConnectionStrings__auth"]))
        await using (var command = database.CreateCommand("select sealed_private_key from signing_keys"))
        {
            var stored = (byte[])(await command.ExecuteScalarAsync(Api.Ct))!;
            using var key = ECDsa.Create();
            Assert.ThrowsAny<CryptographicException>(() => key.ImportPkcs8PrivateKey(stored, out _));
        }

        settings["Auth__KeyEncryptionKey"] = new string('x', 40);
        var said = await ServiceProcess.FailAsync("BidForge.Auth", settings, Api.Ct);
        Assert.Contains("was sealed under another Auth:KeyEncryptionKey", said);
    }

    [Fact]
    public async Task A_short_key_encryption_key_is_refused_at_start()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        settings["Auth__KeyEncryptionKey"] = "short";
        Assert.Contains("KeyEncryptionKey", await ServiceProcess.FailAsync("BidForge.Auth", settings, Api.Ct));
    }

    [Fact]
    public async Task The_next_key_is_published_before_it_signs_and_tokens_of_the_old_one_stay_good()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        (settings["Auth__KeyCheckSeconds"], settings["Auth__KeyLeadMinutes"]) = ("0.2", "0.2");
        await using var auth = await HostedAuth.StartAsync(settings);
        var api = new Api(auth.Address);
        var old = await api.NewOwnerAsync();
        var oldKey = Assert.Single(await KeysOf(auth));

        await using var database = NpgsqlDataSource.Create(settings["ConnectionStrings__auth"]);
        await using (var command = database.CreateCommand("update signing_keys set signs_from = signs_from - interval '30 days'"))
            await command.ExecuteNonQueryAsync(Api.Ct);

        await Eventually.TrueAsync(async () => (await KeysOf(auth)).Count is 2, "the next key is published", Api.Ct);
        var early = (await api.LogInAsync(old.Email)).Expect(HttpStatusCode.OK);
        Assert.Equal(oldKey, KeyOf(early.Text("accessToken")));

        await Eventually.TrueAsync(async () => KeyOf((await api.LogInAsync(old.Email)).Text("accessToken")) != oldKey, "the next key signs", Api.Ct);
        Assert.Contains(oldKey, await KeysOf(auth));
        (await api.GetAsync("auth/me", old.Token)).Expect(HttpStatusCode.OK);
    }

    private static async Task<List<string>> KeysOf(HostedAuth auth)
    {
        using var http = auth.CreateHttpClient();
        var keys = JsonElement.Parse(await http.GetStringAsync("/.well-known/jwks.json", Api.Ct));
        return [.. keys.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    private static string KeyOf(string token)
    {
        var header = token.Split('.')[0];
        return JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(header)).GetProperty("kid").GetString()!;
    }
}
