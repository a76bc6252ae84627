using Npgsql;

namespace BidForge.Messaging.Tests.Support;

/// <summary>A database of the test's own with the tables of messaging and of the handlers.</summary>
public sealed class Database : IAsyncDisposable
{
    private Database(string connectionString)
    {
        ConnectionString = connectionString;
        // Unpooled: tests stop servers, and a pool would keep the dead connections.
        Source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<Database> CreateAsync(string connectionString, string schema)
    {
        var database = new Database(connectionString);
        await database.ExecuteAsync(schema);
        await database.ExecuteAsync(TestDb.Schema);
        return database;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<long> CountAsync(string table) => (await ListAsync<long>($"select count(*) from {table}"))[0];

    public async Task<List<T>> ListAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var list = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) list.Add(reader.GetFieldValue<T>(0));
        return list;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
