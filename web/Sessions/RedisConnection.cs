using StackExchange.Redis;

namespace BidForge.Web.Sessions;

/// <summary>One connection to Redis for the process; it reconnects by itself and never blocks the start.</summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly ConnectionMultiplexer _multiplexer;

    public RedisConnection(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString("redis")
            ?? throw new InvalidOperationException("ConnectionStrings__redis is not set: the site keeps its sessions there.");
        var options = ConfigurationOptions.Parse(text);
        options.AbortOnConnectFail = false;
        options.ClientName = "bidforge-web";
        _multiplexer = ConnectionMultiplexer.Connect(options);
    }

    public IDatabase Database => _multiplexer.GetDatabase();

    public void Dispose() => _multiplexer.Dispose();
}
