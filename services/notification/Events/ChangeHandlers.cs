using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Wording;

namespace BidForge.Notifications.Events;

internal sealed class AddendumIssuedHandler(Audience audience, Post post) : IEventHandler<AddendumIssued>
{
    public async Task HandleAsync(AddendumIssued message, CancellationToken cancellationToken) =>
        await post.SendAsync(await audience.TellAsync([message.PackageId], PackageNotes.Of(message), cancellationToken), cancellationToken);
}

/// <summary>Those who may bid hear of documents that came after they did.</summary>
internal sealed class FileStoredHandler(Audience audience, Post post) : IEventHandler<FileStored>
{
    public async Task HandleAsync(FileStored message, CancellationToken cancellationToken) =>
        await post.SendAsync(await audience.TellAsync([message.PackageId], PackageNotes.Of(message), cancellationToken), cancellationToken);
}

/// <summary>Each company hears it once, on however many packages of the project it was.</summary>
internal sealed class ProjectCancelledHandler(Audience audience, Post post) : IEventHandler<ProjectCancelled>
{
    public async Task HandleAsync(ProjectCancelled message, CancellationToken cancellationToken) =>
        await post.SendAsync(await audience.TellAsync(message.PackageIds.ToList(), PackageNotes.Of(message), cancellationToken), cancellationToken);
}
