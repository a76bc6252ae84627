using BidForge.Gateway.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Gateway.Health;

internal static class DownstreamHealthExtensions
{
    /// <summary>/health names every service behind the gateway.</summary>
    public static void AddDownstreamHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(DownstreamCheck.ClientName).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(3));
        var checks = builder.Services.AddHealthChecks();
        foreach (var service in RouteTable.Services)
        {
            builder.Services.AddKeyedSingleton(service, (services, _) => ActivatorUtilities.CreateInstance<DownstreamCheck>(services, service));
            checks.Add(new(service, services => services.GetRequiredKeyedService<DownstreamCheck>(service), HealthStatus.Degraded, null, TimeSpan.FromSeconds(5)));
        }
    }
}
