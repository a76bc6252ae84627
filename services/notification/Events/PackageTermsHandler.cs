using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;

namespace BidForge.Notifications.Events;

internal sealed class PackageTermsHandler(Zones zones) : IEventHandler<PackageTermsChanged>
{
    public Task HandleAsync(PackageTermsChanged message, CancellationToken cancellationToken) =>
        zones.LearnAsync(message.PackageId, message.TimeZone, message.Version, cancellationToken);
}
