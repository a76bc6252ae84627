using System.Net;
using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Testing.Marketplace;
using Npgsql;

namespace BidForge.Bids.Tests.Shards;

public sealed class ReadinessTests(Servers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_does_not_migrate_names_the_catalog_and_the_shards_that_are_behind_and_joins_when_they_are_not()
    {
        var settings = await servers.AloneAsync("postgres", "postgres1");
        await using var waiting = servers.Start(new Dictionary<string, string>(settings) { ["Migrations:AtStart"] = "false" });
        using var probe = waiting.CreateDefaultClient();

        var (status, checks) = await HealthAsync(probe);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("behind by", Description(checks, "bidcatalog"));
        Assert.Contains("bid0 is behind by", Description(checks, "shards"));
        Assert.Contains("bid1 is behind by", Description(checks, "shards"));
        foreach (var name in (string[])["bidcatalog", "bid0", "bid1"])
            Assert.Equal(0L, await TablesAsync(settings[$"ConnectionStrings:{name}"]));

        await using var migrating = servers.Start(settings);
        await Eventually.TrueAsync(async () =>
        {
            var now = (await HealthAsync(probe)).Checks;
            return Description(now, "shards") is "2 shards" && now.GetProperty("bidcatalog").GetProperty("status").GetString() is "healthy";
        }, "the catalog and both shards have joined", Stop);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Checks)> HealthAsync(HttpClient probe)
    {
        using var health = await probe.GetAsync("/health", Stop);
        return (health.StatusCode, JsonElement.Parse(await health.Content.ReadAsByteArrayAsync(Stop)).GetProperty("checks"));
    }

    private static string? Description(JsonElement checks, string name) => checks.GetProperty(name).GetProperty("description").GetString();

    private static async Task<object?> TablesAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select count(*) from pg_tables where schemaname = 'public'");
        return await command.ExecuteScalarAsync(Stop);
    }
}
