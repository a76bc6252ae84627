using BidForge.Auth.Tests.Support;
using Npgsql;

namespace BidForge.Auth.Tests.Storage;

public sealed class MigrationTests(Servers servers)
{
    [Fact]
    public async Task A_service_touches_nothing_while_another_process_migrates_its_database()
    {
        var settings = await servers.SettingsAsync(Api.Ct);
        await using var database = NpgsqlDataSource.Create(settings["ConnectionStrings__auth"]);
        await using var other = await database.OpenConnectionAsync(Api.Ct);
        await using var turn = await other.BeginTransactionAsync(Api.Ct);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(1651860586)", other, turn))
            await take.ExecuteNonQueryAsync(Api.Ct);

        var starting = HostedAuth.StartAsync(settings);
        while (!starting.IsCompleted && await CountAsync(database, "pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())") is 0)
            await Task.Delay(50, Api.Ct);
        var (started, tables) = (starting.IsCompleted, await CountAsync(database, "pg_tables where schemaname = 'public'"));
        await turn.RollbackAsync(Api.Ct);
        await using var service = await starting;

        Assert.False(started);
        Assert.Equal(0, tables);
        Assert.NotEqual(0, await CountAsync(database, "pg_tables where schemaname = 'public'"));
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string from)
    {
        await using var command = database.CreateCommand($"select count(*) from {from}");
        return (long)(await command.ExecuteScalarAsync(Api.Ct))!;
    }
}
