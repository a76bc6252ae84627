namespace BidForge.Gateway.Tests.Support;

/// <summary>A gateway that believes the test's own issuer, before a project service that echoes.</summary>
public sealed class OwnIssuer(Servers servers) : IAsyncLifetime
{
    private Upstream auth = null!;

    public Issuer Issuer { get; } = new();

    public Upstream Project { get; private set; } = null!;

    public IGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        auth = await Issuer.ServeAsync();
        Project = await Upstream.EchoAsync("project");
        Gateway = await Gateways.StartAsync(servers, [("auth", auth.Address), ("project", Project.Address)]);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Project.DisposeAsync();
        await auth.DisposeAsync();
        Issuer.Dispose();
    }
}
