namespace BidForge.Gateway.Tests.Support;

/// <summary>A gateway before seven services that echo.</summary>
public sealed class EveryService(Servers servers) : IAsyncLifetime
{
    private static readonly string[] Names = ["auth", "project", "bid", "notification", "analytics", "file", "web"];

    private readonly List<Upstream> services = [];

    public GatewayProcess Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Names)
            services.Add(await Upstream.EchoAsync(name));
        Gateway = await Gateways.StartProcessAsync(servers, Names.Zip(services, (name, service) => (name, service.Address)), ("Web__Key", "the web server's secret"));
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var service in services)
            await service.DisposeAsync();
    }
}
