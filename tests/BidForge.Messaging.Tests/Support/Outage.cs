using Aspire.Hosting.Testing;

namespace BidForge.Messaging.Tests.Support;

/// <summary>A server is stopped until this ends, at the latest with the test.</summary>
public sealed class Outage(Servers servers, string resource) : IAsyncDisposable
{
    private bool _ended;

    public static async Task<Outage> OfAsync(Servers servers, string resource)
    {
        await servers.App.StopResourceAsync(resource);
        return new Outage(servers, resource);
    }

    public async Task EndAsync()
    {
        if (_ended) return;
        _ended = true;
        await servers.App.StartResourceAsync(resource, CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await EndAsync();
}
