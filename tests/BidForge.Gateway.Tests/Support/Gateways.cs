using System.Globalization;
using BidForge.Testing.Hosting;

namespace BidForge.Gateway.Tests.Support;

/// <summary>Starts gateways before the services that a test has.</summary>
public static class Gateways
{
    /// <summary>In this process, for its code is compiled once then for all of them.</summary>
    public static async Task<IGateway> StartAsync(
        Servers servers, IEnumerable<(string Service, Uri Address)> services, params (string Name, string Value)[] settings) =>
        new HostedGateway(await SettingsAsync(servers, services, settings));

    /// <summary>As a process of its own, for what it writes on its console.</summary>
    public static async Task<GatewayProcess> StartProcessAsync(
        Servers servers, IEnumerable<(string Service, Uri Address)> services, params (string Name, string Value)[] settings) =>
        new(await ServiceProcess.StartAsync("BidForge.Gateway", await SettingsAsync(servers, services, settings), cancellationToken: Servers.Ct));

    private static async Task<Dictionary<string, string>> SettingsAsync(
        Servers servers, IEnumerable<(string Service, Uri Address)> services, (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__redis"] = await servers.RedisAsync(),
            ["Forwarding__HealthIntervalSeconds"] = "0.5",
            ["Forwarding__PassOverSeconds"] = "1",
            // A busy test machine must not make a gateway count by itself.
            ["Limits__RedisMilliseconds"] = "10000",
        };
        foreach (var replicas in services.GroupBy(entry => entry.Service))
            foreach (var (replica, index) in replicas.Select((replica, index) => (replica, index)))
                environment[string.Create(CultureInfo.InvariantCulture, $"services__{replica.Service}__http__{index}")] = replica.Address.ToString();
        foreach (var (name, value) in settings)
            environment[name] = value;
        return environment;
    }
}
