using Npgsql;

namespace BidForge.Monitoring.Tests.Support;

/// <summary>A pool of one connection, which is in use, and one who waits for it.</summary>
internal sealed class CrowdedPool : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly NpgsqlConnection taken;
    private readonly Task<NpgsqlConnection> waiting;

    private CrowdedPool(NpgsqlDataSource database, NpgsqlConnection taken) =>
        (this.database, this.taken, waiting) = (database, taken, database.OpenConnectionAsync().AsTask());

    public static async Task<CrowdedPool> FillAsync(string connectionString, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 1, Timeout = 600 };
        var database = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "crowded" }.Build();
        return new(database, await database.OpenConnectionAsync(ct));
    }

    public async ValueTask DisposeAsync()
    {
        await taken.DisposeAsync();
        await (await waiting).DisposeAsync();
        await database.DisposeAsync();
    }
}
