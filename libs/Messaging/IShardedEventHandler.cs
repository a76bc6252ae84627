using Npgsql;

namespace BidForge.Messaging;

/// <summary>
/// Handles one kind of event on the shard that owns a slot. An event that concerns two slots (the poster's and the bidder's) has two handlers.
/// </summary>
/// <typeparam name="TEvent">A contract record.</typeparam>
public interface IShardedEventHandler<in TEvent>
    where TEvent : class
{
    /// <summary>The slot (0 to 1023) whose shard the event changes.</summary>
    int SlotOf(TEvent message);

    /// <summary>
    /// Applies the event in <paramref name="transaction"/>, in which the message is already marked as handled; the caller commits.
    /// An exception undoes everything, and the message is tried again.
    /// </summary>
    Task HandleAsync(TEvent message, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken);
}
