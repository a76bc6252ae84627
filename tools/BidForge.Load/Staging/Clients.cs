using System.Collections.Concurrent;

namespace BidForge.Load.Staging;

/// <summary>One pool of connections per site, for everything that is not measured.</summary>
internal static class Clients
{
    private static readonly ConcurrentDictionary<Uri, HttpClient> Made = new();

    public static HttpClient For(Uri gateway) => Made.GetOrAdd(gateway, address => new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) });
}
