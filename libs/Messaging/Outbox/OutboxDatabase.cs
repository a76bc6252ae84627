using Npgsql;

namespace BidForge.Messaging.Outbox;

/// <summary>The few connections of its own that messaging keeps to a service's database, so that a relay never waits for the service's pool.</summary>
internal sealed class OutboxDatabase : IAsyncDisposable
{
    public OutboxDatabase(string name, string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = $"{name}-outbox" };
        builder.ConnectionStringBuilder.MaxPoolSize = 4;
        builder.ConnectionStringBuilder.MinPoolSize = 0;
        builder.ConnectionStringBuilder.ApplicationName = $"{name} outbox";
        Shard = new NamedShard(name, builder.Build());
    }

    public string Name => Shard.Name;

    public NamedShard Shard { get; }

    public ValueTask DisposeAsync() => Shard.Source.DisposeAsync();
}
