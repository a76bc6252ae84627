using BidForge.Testing.Hosting;

namespace BidForge.Gateway.Tests.Support;

/// <summary>A gateway as a process of its own.</summary>
public sealed class GatewayProcess(ServiceProcess process) : IGateway
{
    public Uri Address => process.Address;

    /// <summary>Everything it has said so far.</summary>
    public string Log => process.Log;

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
