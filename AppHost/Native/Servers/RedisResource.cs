using System.Net.Sockets;
using System.Text;
using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server from the machine's package.</summary>
public sealed class RedisResource(string name, string? givenPassword) : ProcessResource(name), IConnection
{
    private string password = "";

    internal override string Kind => "redis";

    /// <summary>Keep what is written over a restart (append-only file).</summary>
    internal bool Keep { get; set; }

    public string ConnectionString => $"127.0.0.1:{Endpoint("tcp").Ports[0]},password={password}";

    internal override Task<Launch> PrepareAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        password = givenPassword ?? run.Secrets.GetOrCreate($"{Name}-password", 32);
        var owner = run.ServerUser("redis");
        var data = run.DataFolder(Name);
        run.CreateFolderFor(data, owner);
        var configuration = Path.Combine(data, "redis.conf");
        run.WriteFile(configuration, Configuration(data), owner);
        return Task.FromResult(new Launch(Machine.RedisServer, [configuration])
        {
            User = owner,
            WorkingDirectory = data,
            ParentDeathSignal = Signal.Terminate,
        });
    }

    internal override async Task<bool> IsHealthyAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Endpoint("tcp").Ports[0], cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {password}\r\nPING\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync(cancellationToken) == "+OK" && await reader.ReadLineAsync(cancellationToken) == "+PONG";
    }

    // Only keys with a time to live may be pushed out when memory is short: the others are data, not cache.
    private string Configuration(string data) => $"""
        bind 127.0.0.1
        port {Endpoint("tcp").Ports[0]}
        requirepass {password}
        dir {data}
        save ""
        appendonly {(Keep ? "yes" : "no")}
        appendfsync everysec
        maxmemory 192mb
        maxmemory-policy volatile-lru
        loglevel notice

        """;
}
