namespace BidForge.Gateway.Tests.Support;

/// <summary>A gateway that listens.</summary>
public interface IGateway : IAsyncDisposable
{
    Uri Address { get; }
}
