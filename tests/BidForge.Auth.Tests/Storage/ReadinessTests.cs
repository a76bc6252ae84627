using System.Net;
using System.Text.Json;
using BidForge.Auth.Tests.Support;
using BidForge.Testing.Marketplace;
using Npgsql;

namespace BidForge.Auth.Tests.Storage;

public sealed class ReadinessTests(Servers servers)
{
    [Fact]
    public async Task A_service_that_does_not_migrate_is_not_ready_until_somebody_else_has()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        await using var waiting = await HostedAuth.StartAsync(new Dictionary<string, string>(settings) { ["Migrations__AtStart"] = "false" });
        using var probe = waiting.CreateHttpClient();

        using (var health = await probe.GetAsync("/health", Api.Ct))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var behind = await SchemaAsync(probe);
        Assert.Equal("unhealthy", behind.GetProperty("status").GetString());
        Assert.Contains("behind by", behind.GetProperty("description").GetString());
        Assert.Contains("_Initial", behind.GetProperty("description").GetString());
        Assert.Equal("alive", await probe.GetStringAsync("/alive", Api.Ct));
        Assert.Equal(0L, await ScalarAsync(settings["ConnectionStrings__auth"], "select count(*) from pg_tables where schemaname = 'public'"));

        await using var migrating = await HostedAuth.StartAsync(settings);
        await Eventually.TrueAsync(async () => (await SchemaAsync(probe)).GetProperty("status").GetString() is "healthy", "the schema is healthy", Api.Ct);
        // It has the key that the other made, and needs no new start.
        await Eventually.TrueAsync(async () => (await probe.GetStringAsync("/.well-known/jwks.json", Api.Ct)).Contains("\"kid\"", StringComparison.Ordinal), "it knows the keys", Api.Ct);
    }

    [Fact]
    public async Task A_database_that_is_ahead_is_fine_for_the_version_before()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        await using (await HostedAuth.StartAsync(settings))
            await ScalarAsync(settings["ConnectionStrings__auth"], """
                insert into "__EFMigrationsHistory" ("MigrationId", "ProductVersion") values ('29990101000000_FromTheNextVersion', '10.0.0') returning 1
                """);
        await using var older = await HostedAuth.StartAsync(new Dictionary<string, string>(settings) { ["Migrations__AtStart"] = "false" });
        using var probe = older.CreateHttpClient();
        Assert.Equal("healthy", (await SchemaAsync(probe)).GetProperty("status").GetString());
    }

    private static async Task<JsonElement> SchemaAsync(HttpClient probe)
    {
        using var health = await probe.GetAsync("/health", Api.Ct);
        return JsonElement.Parse(await health.Content.ReadAsByteArrayAsync(Api.Ct)).GetProperty("checks").GetProperty("auth-schema");
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Api.Ct);
    }
}
