using Aspire.Hosting.Testing;
using BidForge.Web.Api;
using BidForge.Web.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BidForge.Web.Tests.Sessions;

/// <summary>The session machinery of one replica of the site, with a clock that can be ahead. Auth stands where the gateway would: same paths.</summary>
internal sealed class Replica(ServiceProvider services, LateClock clock) : IAsyncDisposable
{
    public LateClock Clock => clock;
    public AuthApi Auth => services.GetRequiredService<AuthApi>();
    public SessionStore Sessions => services.GetRequiredService<SessionStore>();

    public static async Task<Replica> StartAsync(Servers servers, CancellationToken cancellationToken)
    {
        var clock = new LateClock();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:gateway:http:0"] = servers.App.GetEndpoint("auth").ToString(),
            ["ConnectionStrings:redis"] = await servers.App.GetConnectionStringAsync("redis", cancellationToken),
            ["Web:Key"] = "a key that both replicas share, forty characters",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(clock).AddLogging();
        services.AddOptions<WebOptions>().BindConfiguration("Web");
        services.AddApi();
        services.AddSessions();
        var provider = services.BuildServiceProvider();
        await provider.GetServices<IHostedService>().OfType<KeyRingWarmUp>().Single().StartAsync(cancellationToken);
        return new(provider, clock);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>The system's clock, ahead by as much as a test says.</summary>
internal sealed class LateClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
