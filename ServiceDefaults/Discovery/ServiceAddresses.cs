using Microsoft.Extensions.Configuration;

namespace BidForge.ServiceDefaults.Discovery;

/// <summary>Where the other services answer, from <c>services__{name}__http__{n}</c>: one entry per replica, or one virtual address on Kubernetes.</summary>
public sealed class ServiceAddresses(IConfiguration configuration)
{
    /// <summary>All addresses of a service; empty when none was given.</summary>
    public IReadOnlyList<Uri> Of(string service) =>
        [.. configuration.GetSection($"services:{service}:http").GetChildren()
            .OrderBy(child => int.TryParse(child.Key, out var index) ? index : int.MaxValue)
            .Select(child => child.Value)
            .Where(value => !string.IsNullOrWhiteSpace(value))
            .Select(value => new Uri(value!, UriKind.Absolute))];
}
