using BidForge.Contracts.Auth;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Wording;

namespace BidForge.Notifications.Events;

internal sealed class PlanChangedHandler(Post post) : IEventHandler<CompanyPlanChanged>
{
    public Task HandleAsync(CompanyPlanChanged message, CancellationToken cancellationToken) =>
        post.SendAsync([PlanNotes.Of(message).To(message.CompanyId)], cancellationToken);
}
