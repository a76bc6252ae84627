using BidForge.Contracts.Bids;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Wording;

namespace BidForge.Notifications.Events;

internal sealed class BidsOpenedHandler(Zones zones, Post post) : IEventHandler<BidsOpened>
{
    public async Task HandleAsync(BidsOpened message, CancellationToken cancellationToken)
    {
        var zone = await zones.OfAsync(message.PackageId, cancellationToken);
        await post.SendAsync(
            [
                ResultNotes.ForContractor(message, zone).To(message.ContractorId),
                .. message.Bids.Select(bid => ResultNotes.ForBidder(message, bid.BidId, zone).To(bid.BidderId)),
            ],
            cancellationToken);
    }
}

internal sealed class BidViewedHandler(Post post) : IEventHandler<BidViewed>
{
    public Task HandleAsync(BidViewed message, CancellationToken cancellationToken) =>
        post.SendAsync([ResultNotes.Of(message).To(message.BidderId)], cancellationToken);
}

/// <summary>The winner hears it here, every other bidder by its own <see cref="BidNotSelected"/>. A winner from outside has nobody to tell.</summary>
internal sealed class PackageAwardedHandler(Post post) : IEventHandler<PackageAwarded>
{
    public Task HandleAsync(PackageAwarded message, CancellationToken cancellationToken) =>
        message.WinnerId is { } winner ? post.SendAsync([ResultNotes.Of(message).To(winner)], cancellationToken) : Task.CompletedTask;
}

internal sealed class BidNotSelectedHandler(Post post) : IEventHandler<BidNotSelected>
{
    public Task HandleAsync(BidNotSelected message, CancellationToken cancellationToken) =>
        post.SendAsync([ResultNotes.Of(message).To(message.BidderId)], cancellationToken);
}

/// <summary>Every bidder hears it with the reason, the former winner among them.</summary>
internal sealed class AwardUndoneHandler(Post post) : IEventHandler<AwardUndone>
{
    public Task HandleAsync(AwardUndone message, CancellationToken cancellationToken) =>
        post.SendAsync([.. message.Bids.Select(bid => ResultNotes.Of(message, bid).To(bid.BidderId))], cancellationToken);
}
