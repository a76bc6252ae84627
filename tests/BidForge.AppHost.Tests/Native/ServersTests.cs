using Npgsql;

namespace BidForge.AppHost.Tests.Native;

public sealed class ServersTests(Servers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_described_database_exists_when_its_server_is_healthy()
    {
        foreach (var name in new[] { "auth-db", "project-db", "bidcatalog", "bid0", "notification-db", "analytics-db", "file-db" })
        {
            await using var connection = new NpgsqlConnection(await servers.App.GetConnectionStringAsync(name, Stop) + ";Pooling=false");
            await connection.OpenAsync(Stop);
        }
    }

    [Fact]
    public async Task A_test_gets_a_database_of_its_own()
    {
        Assert.NotEqual(await servers.CreateDatabaseAsync(cancellationToken: Stop), await servers.CreateDatabaseAsync(cancellationToken: Stop));
    }
}
