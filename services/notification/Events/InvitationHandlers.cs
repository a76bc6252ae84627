using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Wording;

namespace BidForge.Notifications.Events;

internal sealed class CompanyInvitedHandler(Audience audience, Post post) : IEventHandler<CompanyInvited>
{
    public async Task HandleAsync(CompanyInvited message, CancellationToken cancellationToken)
    {
        var missed = await audience.JoinAsync(message.PackageId, message.CompanyId, message.OccurredAt, cancellationToken);
        await post.SendAsync([InvitationNotes.Of(message).To(message.CompanyId), .. missed], cancellationToken);
    }
}

/// <summary>For the contractor.</summary>
internal sealed class InvitationAnsweredHandler(Post post) : IEventHandler<InvitationAnswered>
{
    public Task HandleAsync(InvitationAnswered message, CancellationToken cancellationToken) =>
        InvitationNotes.Of(message) is { } note ? post.SendAsync([note.To(message.ContractorId)], cancellationToken) : Task.CompletedTask;
}
