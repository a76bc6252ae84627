using Npgsql;

namespace BidForge.AppHost.Tests.Native;

[Collection(nameof(PostgresIsKilled))]
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

    [Fact]
    public async Task A_killed_database_server_comes_back_on_its_port_with_its_data()
    {
        var address = await servers.CreateDatabaseAsync(cancellationToken: Stop) + ";Pooling=false";
        await ExecuteAsync(address, "create table kept (id int); insert into kept values (7)");
        var before = servers.App.ProcessesOf("postgres");

        await servers.App.KillResourceAsync("postgres");
        await servers.App.ResourceNotifications.WaitForResourceHealthyAsync("postgres", Stop);

        Assert.Equal(7, await ExecuteAsync(address, "select id from kept"));
        Assert.NotEqual(before, servers.App.ProcessesOf("postgres"));
    }

    private static async Task<object?> ExecuteAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Stop);
    }
}
