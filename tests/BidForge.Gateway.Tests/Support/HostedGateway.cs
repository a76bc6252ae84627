using BidForge.Gateway.Tokens;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace BidForge.Gateway.Tests.Support;

/// <summary>A gateway in this process, on Kestrel, on a free port of 127.0.0.1. (Any type of the gateway names its program.)</summary>
internal sealed class HostedGateway : WebApplicationFactory<TokenCheck>, IGateway
{
    private readonly IReadOnlyDictionary<string, string> settings;

    public HostedGateway(IReadOnlyDictionary<string, string> settings)
    {
        this.settings = settings;
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (name, value) in settings)
            builder.UseSetting(name.Replace("__", ":", StringComparison.Ordinal), value);
    }
}
