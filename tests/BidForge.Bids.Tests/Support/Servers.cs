using BidForge.Bids.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.Bids.Tests.Support;

/// <summary>Two PostgreSQL servers with a shard each, the catalog, RabbitMQ, Redis, and two replicas of the service.</summary>
public sealed class Servers() : RunningSystem("postgres", "postgres1", "rabbitmq", "redis")
{
    private readonly string keyFolder = Directory.CreateTempSubdirectory("bidforge-keys-").FullName;

    public string KeyFile => Path.Combine(keyFolder, "bid-keys.json");

    public Issuer Issuer { get; } = new();

    public Deadlines Deadlines { get; } = new();

    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    public BidApp First { get; private set; } = null!;

    public BidApp Second { get; private set; } = null!;

    public Heard Heard { get; private set; } = null!;

    public NpgsqlDataSource[] Shards { get; private set; } = [];

    protected override bool SharesBroker => false;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Issuer.StartAsync();
        await Deadlines.StartAsync();
        Settings = await SettingsAsync("postgres", "postgres1");
        Shards = [.. Settings.Where(setting => setting.Key is "ConnectionStrings:bid0" or "ConnectionStrings:bid1").OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => NpgsqlDataSource.Create(setting.Value))];
        Heard = await Heard.StartAsync(Settings["ConnectionStrings:rabbitmq"]);
        First = Start();
        Second = Start();
    }

    /// <summary>Settings of a service on databases of its own, one shard per server named.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SettingsAsync(params string[] servers)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:bidcatalog"] = await CreateDatabaseAsync(),
            ["ConnectionStrings:rabbitmq"] = (await App.GetConnectionStringAsync("rabbitmq", default))!,
            ["ConnectionStrings:redis"] = (await App.GetConnectionStringAsync("redis", default))!,
            ["Messaging:SealKeys"] = Heard.SealKeys,
            // Markets publish past any outbox: the queue must be there once the service has started.
            ["Messaging:StartWaitSeconds"] = "60",
            ["services:auth:http:0"] = Issuer.Address,
            ["services:project:http:0"] = Deadlines.Address,
            ["Logging:LogLevel:Default"] = "Error",
            ["Sealing:KeyFile"] = KeyFile,
            ["Sealing:CreateKeyFile"] = "true",
            ["Sealing:ReloadSeconds"] = "1",
            ["Sealing:PublishAheadSeconds"] = "5",
        };
        foreach (var (index, server) in servers.Index())
            settings[$"ConnectionStrings:bid{index}"] = await CreateDatabaseAsync(server);
        return settings;
    }

    /// <summary>A service on databases of its own, whose broker is away: it must not take messages that are for others.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AloneAsync(params string[] servers) =>
        new Dictionary<string, string>(await SettingsAsync(servers))
        {
            ["ConnectionStrings:rabbitmq"] = "amqp://guest:guest@127.0.0.1:1",
            ["Messaging:StartWaitSeconds"] = "0",
        };

    /// <summary>One number out of a shard.</summary>
    public async Task<T> AskAsync<T>(Market market, string sql)
    {
        var shard = First.Services.GetRequiredService<Sharding.Map.ShardMap>().ForSlot(market.Slot);
        await using var command = shard.CreateCommand(sql);
        command.Parameters.Add(new() { Value = market.PackageId });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public BidApp Start(IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var app = new BidApp(settings ?? Settings, Issuer, configure);
        _ = app.Server;
        return app;
    }

    public override async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Heard.DisposeAsync();
        foreach (var shard in Shards)
            await shard.DisposeAsync();
        await Issuer.DisposeAsync();
        await Deadlines.DisposeAsync();
        Directory.Delete(keyFolder, recursive: true);
        await base.DisposeAsync();
    }
}
