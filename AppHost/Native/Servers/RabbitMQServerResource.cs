using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A RabbitMQ broker from the machine's package: a node of its own, with its own name service, cookie and data.</summary>
public sealed class RabbitMQServerResource(string name, string? userName, string? givenPassword) : ProcessResource(name), IConnection
{
    private string password = "";

    internal override string Kind => "rabbitmq";

    internal bool Management { get; set; }

    internal bool Prometheus { get; set; }

    /// <summary>Instead of the usual one: each as good as a broker of its own.</summary>
    internal IReadOnlyList<string> VirtualHosts { get; init; } = [];

    /// <summary>Address of a broker that runs already, with its virtual host: none is started.</summary>
    internal string? Elsewhere { get; init; }

    internal override bool StartsHere => Elsewhere is null;

    internal override TimeSpan Grace => TimeSpan.FromSeconds(20);

    internal string UserName => userName ?? "bidforge";

    public string ConnectionString => Elsewhere ?? $"amqp://{UserName}:{password}@127.0.0.1:{Endpoint("tcp").Ports[0]}";

    internal override Task<Launch> PrepareAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        password = givenPassword ?? run.Secrets.GetOrCreate($"{Name}-password", 32);
        var owner = run.ServerUser("rabbitmq");
        var home = run.DataFolder(Name);
        run.CreateFolderFor(home, owner);
        // Erlang terms are read as they are; a rabbitmq.conf, such as an older version left here, would first be translated at every start, which takes a second.
        File.Delete(Path.Combine(home, "rabbitmq.conf"));
        var definitions = Path.Combine(home, "definitions.json");
        if (VirtualHosts.Count > 0)
            run.WriteFile(definitions, Definitions(), owner);
        run.WriteFile(Path.Combine(home, "advanced.config"), Configuration(VirtualHosts.Count > 0 ? definitions : null), owner);
        run.WriteFile(Path.Combine(home, "enabled_plugins"), $"[{Plugins()}].\n", owner);

        // The node's name service (epmd) would otherwise be a daemon that outlives it, shared by all nodes of the machine.
        var script = $"setpriv --pdeathsig KILL epmd -port $ERL_EPMD_PORT -address 127.0.0.1 >/dev/null 2>&1 & exec {Machine.RabbitServer}";
        return Task.FromResult(new Launch("/bin/sh", ["-c", script])
        {
            User = owner,
            WorkingDirectory = home,
            ParentDeathSignal = Signal.Kill,
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = home,
                ["ERL_EPMD_PORT"] = Text(Endpoint("epmd").Ports[0]),
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODENAME"] = "bidforge@localhost",
                ["RABBITMQ_NODE_PORT"] = Text(Endpoint("tcp").Ports[0]),
                ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_DIST_PORT"] = Text(Endpoint("dist").Ports[0]),
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(home, "mnesia"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(home, "log"),
                ["RABBITMQ_LOGS"] = "-",
                ["RABBITMQ_CONFIG_FILE"] = Path.Combine(home, "rabbitmq.conf"),
                ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(home, "advanced.config"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(home, "enabled_plugins"),
                // Makes the start script become the broker instead of waiting beside it, so that signals reach it.
                ["RUNNING_UNDER_SYSTEMD"] = "true",
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +SDcpu 1:1 +SDio 2 +A 2 +sbwt none +sbwtdcpu none +sbwtdio none",
            },
        });
    }

    internal override async Task<bool> IsHealthyAsync(RunContext run, int replica, CancellationToken cancellationToken)
    {
        // AMQP 0-9-1, section 4.2.2: after the protocol header the broker speaks first, with Connection.Start in a method frame (type 1).
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Endpoint("tcp").Ports[0], cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync("AMQP\0\0\x09\x01"u8.ToArray(), cancellationToken);
        var first = new byte[1];
        return await stream.ReadAsync(first, cancellationToken) == 1 && first[0] == 1;
    }

    /// <summary>As Erlang terms: read as they are, where rabbitmq.conf would first be translated at every start, which takes a second.</summary>
    private string Configuration(string? definitions)
    {
        var load = definitions is null ? "" : $", {{load_definitions, \"{definitions}\"}}";
        var management = Management
            ? $", {{rabbitmq_management, [{{listener, [{{ip, \"127.0.0.1\"}}, {{port, {Endpoint("management").Ports[0]}}}]}}]}}"
            : "";
        var prometheus = Prometheus ? $", {{rabbitmq_prometheus, [{{tcp_config, [{{ip, \"127.0.0.1\"}}, {{port, {Endpoint("prometheus").Ports[0]}}}]}}]}}" : "";
        return $$"""
            [
              {rabbit, [
                {default_user, <<"{{UserName}}">>},
                {default_pass, <<"{{password}}">>},
                {log, [{console, [{enabled, true}, {level, warning}]}, {file, [{file, false}]}]},
                {disk_free_limit, 64000000},
                {vm_memory_high_watermark, {absolute, 512000000} }{{load}}
              ]},
              {ra, [{wal_max_size_bytes, 16777216}]}{{management}}{{prometheus}}
            ].

            """;
    }

    /// <summary>With definitions of one's own, the broker makes no user by itself.</summary>
    private string Definitions() => JsonSerializer.Serialize(new
    {
        users = new[] { new { name = UserName, password, tags = "administrator" } },
        vhosts = VirtualHosts.Select(host => new { name = host }),
        permissions = VirtualHosts.Select(host => new { user = UserName, vhost = host, configure = ".*", write = ".*", read = ".*" }),
    });

    private string Plugins()
    {
        (string Name, bool Wanted)[] plugins = [("rabbitmq_management", Management), ("rabbitmq_prometheus", Prometheus)];
        return string.Join(", ", plugins.Where(plugin => plugin.Wanted).Select(plugin => plugin.Name));
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
