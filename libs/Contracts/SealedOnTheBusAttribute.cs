namespace BidForge.Contracts;

/// <summary>
/// Says that an event travels encrypted: whoever looks into the broker (queues, error queues, a trace of all traffic) must not learn of what it tells.
/// For what only the bidder may know before opening. Services that publish or handle such an event need <c>Messaging:SealKeys</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SealedOnTheBusAttribute : Attribute;
