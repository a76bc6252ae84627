using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Wording;

namespace BidForge.Notifications.Events;

/// <summary>The contractor is asked; who asked will hear the answer.</summary>
internal sealed class QuestionAskedHandler(Audience audience, Post post) : IEventHandler<QuestionAsked>
{
    public async Task HandleAsync(QuestionAsked message, CancellationToken cancellationToken)
    {
        var missed = await audience.JoinAsync(message.PackageId, message.AskerId, message.OccurredAt, cancellationToken);
        await post.SendAsync([PackageNotes.Of(message).To(message.ContractorId), .. missed], cancellationToken);
    }
}

internal sealed class QuestionAnsweredHandler(Audience audience, Post post) : IEventHandler<QuestionAnswered>
{
    public async Task HandleAsync(QuestionAnswered message, CancellationToken cancellationToken) =>
        await post.SendAsync(await audience.TellAsync([message.PackageId], PackageNotes.Of(message), cancellationToken), cancellationToken);
}
