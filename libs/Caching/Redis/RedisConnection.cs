using StackExchange.Redis;

namespace BidForge.Caching.Redis;

internal static class RedisConnection
{
    /// <summary>Connects for a second at most; when that fails, StackExchange.Redis goes on trying in the background.</summary>
    public static ConnectionMultiplexer Connect(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1000;
        options.ConnectRetry = 1;
        options.SyncTimeout = 2000;
        options.KeepAlive = 15;
        return ConnectionMultiplexer.Connect(options);
    }
}
