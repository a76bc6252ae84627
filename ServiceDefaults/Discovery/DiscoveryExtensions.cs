using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BidForge.ServiceDefaults.Discovery;

/// <summary>HTTP clients that find a service by its name.</summary>
public static class DiscoveryExtensions
{
    internal static void AddServiceDiscovery(this WebApplicationBuilder builder) => builder.Services.TryAddSingleton<ServiceAddresses>();

    /// <summary>Relative requests of this client go to the replicas of <paramref name="service"/> in turn; a replica that refuses the connection is passed over.</summary>
    public static IHttpClientBuilder AddServiceAddress(this IHttpClientBuilder builder, string service)
    {
        builder.Services.TryAddSingleton<ServiceAddresses>();
        return builder
            .ConfigureHttpClient(client => client.BaseAddress = new Uri($"http://{service}"))
            .AddHttpMessageHandler(services => new ReplicaHandler(services.GetRequiredService<ServiceAddresses>().Of(service)));
    }
}
