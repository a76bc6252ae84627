using BidForge.Contracts.Auth;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Wording;

namespace BidForge.Notifications.Events;

internal sealed class UserJoinedHandler(People people, Post post) : IEventHandler<UserJoined>
{
    public async Task HandleAsync(UserJoined message, CancellationToken cancellationToken)
    {
        await people.AddAsync(message.UserId, message.CompanyId, message.Name, message.Email, message.Role, message.OccurredAt, cancellationToken);
        await post.SendAsync([InvitationNotes.Of(message).To(message.CompanyId, message.UserId)], cancellationToken);
        await people.CatchUpAsync(message.UserId, message.CompanyId, message.OccurredAt, cancellationToken);
    }
}
