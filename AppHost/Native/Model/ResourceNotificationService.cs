using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells when resources become healthy.</summary>
public sealed class ResourceNotificationService
{
    private readonly Orchestrator orchestrator;

    internal ResourceNotificationService(Orchestrator orchestrator) => this.orchestrator = orchestrator;

    /// <summary>Waits until every replica of the resource is healthy at this moment.</summary>
    public Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        orchestrator.WaitForHealthyAsync(resourceName, cancellationToken);
}
