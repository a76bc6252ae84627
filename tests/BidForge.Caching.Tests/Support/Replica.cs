using BidForge.Caching.Redis;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace BidForge.Caching.Tests.Support;

/// <summary>A replica of a service with its own memory, in this process.</summary>
public sealed class Replica : IAsyncDisposable
{
    private readonly IHost _host;

    private Replica(IHost host) => _host = host;

    public HybridCache Cache => _host.Services.GetRequiredService<HybridCache>();

    /// <param name="redis">Its connection string.</param>
    /// <param name="isThere">Redis is there: the replica is connected before it is used, which a busy machine may not manage in the second that a service waits for.</param>
    public static async Task<Replica> StartAsync(string redis, bool isThere = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = redis,
            ["Caching:RedisPauseMilliseconds"] = "200",
            ["Caching:RedisTimeoutMilliseconds"] = "5000", // A busy machine is not a Redis that is away.
            ["Caching:MaximumPayloadBytes"] = "10000",
        });
        builder.AddHybridCaching("redis");
        var host = builder.Build();
        await host.StartAsync();
        var replica = new Replica(host);
        if (isThere)
            await Eventually.TrueAsync(replica.UsesRedisAsync, "the replica uses Redis", TestContext.Current.CancellationToken);
        return replica;
    }

    /// <summary>Redis answers, it is not being left alone after a failure, and what others remove is heard.</summary>
    public async Task<bool> UsesRedisAsync() =>
        await HealthAsync() is HealthStatus.Healthy && !_host.Services.GetRequiredService<RedisCircuit>().IsOpen
        && _host.Services.GetRequiredService<StackExchange.Redis.IConnectionMultiplexer>().GetSubscriber().IsConnected(InvalidationChannel.Name);

    public async Task<HealthStatus> HealthAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["redis"].Status;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

/// <summary>What values are made from; counts how often it was asked.</summary>
public sealed class Source(string value)
{
    private int _reads;

    public string Value { get; set; } = value;

    public int Reads => _reads;

    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        var read = Value;
        await Task.Delay(20, cancellationToken);
        return read;
    }
}
