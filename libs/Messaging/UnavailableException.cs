namespace BidForge.Messaging;

/// <summary>
/// Says that a handler cannot work now, through no fault of the message: what it needs is away or moving. The message rests for some
/// seconds and is tried again, as often as it takes; it never ends in the error queue for this. Failures to reach PostgreSQL count as
/// this by themselves.
/// </summary>
public sealed class UnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
