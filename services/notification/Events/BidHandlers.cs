using BidForge.Contracts.Bids;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Wording;

namespace BidForge.Notifications.Events;

/// <summary>The bidder's own people get a receipt. Nobody else hears of it, the contractor least of all.</summary>
internal sealed class BidSubmittedHandler(Audience audience, Post post) : IEventHandler<BidSubmitted>
{
    public async Task HandleAsync(BidSubmitted message, CancellationToken cancellationToken)
    {
        var missed = await audience.JoinAsync(message.PackageId, message.BidderId, message.AcceptedAt, cancellationToken);
        await post.SendAsync([BidNotes.Of(message).To(message.BidderId), .. missed], cancellationToken);
    }
}

/// <inheritdoc cref="BidSubmittedHandler"/>
internal sealed class BidRevisedHandler(Post post) : IEventHandler<BidRevised>
{
    public Task HandleAsync(BidRevised message, CancellationToken cancellationToken) =>
        post.SendAsync([BidNotes.Of(message).To(message.BidderId)], cancellationToken);
}

/// <inheritdoc cref="BidSubmittedHandler"/>
internal sealed class BidWithdrawnHandler(Post post) : IEventHandler<BidWithdrawn>
{
    public Task HandleAsync(BidWithdrawn message, CancellationToken cancellationToken) =>
        post.SendAsync([BidNotes.Of(message).To(message.BidderId)], cancellationToken);
}
