using BidForge.Gateway.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Gateway.Health;

internal static class DownstreamHealthExtensions
{
    public const string Tag = "downstream";

    /// <summary>/health names every service behind the gateway; /api/v1/status tells everybody, /api/v1/admin/system administrators.</summary>
    public static void AddDownstreamHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(Downstream.ClientName).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(3));
        builder.Services.AddSingleton<SystemStatus>();
        var checks = builder.Services.AddHealthChecks();
        foreach (var service in RouteTable.Services)
        {
            builder.Services.AddKeyedSingleton(service, (services, _) => ActivatorUtilities.CreateInstance<Downstream>(services, service));
            checks.Add(new(
                service, services => new DownstreamCheck(services.GetRequiredKeyedService<Downstream>(service)), HealthStatus.Degraded, [Tag], TimeSpan.FromSeconds(5)));
        }
    }
}
