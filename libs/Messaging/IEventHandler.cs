namespace BidForge.Messaging;

/// <summary>
/// Handles one kind of event in a service with one EF database. Everything it saves through the scope's <c>DbContext</c>, the events it
/// adds with <see cref="Outbox.OutboxExtensions.AddEvent"/> and the mark that the message was handled commit together, so a message that
/// arrives twice has its effect once. Messages may arrive out of order: decide by what they carry, not by when they come.
/// </summary>
/// <typeparam name="TEvent">A contract record.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : class
{
    /// <summary>Applies the event. An exception undoes everything; the message is tried again and ends in the error queue if it keeps failing.</summary>
    Task HandleAsync(TEvent message, CancellationToken cancellationToken);
}
