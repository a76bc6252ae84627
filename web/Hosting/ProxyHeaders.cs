using Microsoft.AspNetCore.HttpOverrides;

namespace BidForge.Web.Hosting;

internal static class ProxyHeaders
{
    /// <summary>Believes the gateway about the browser's address and scheme; it stands on the same machine or in the same private network.</summary>
    public static void AddProxyHeaders(this IServiceCollection services) => services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var network in (string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    });
}
