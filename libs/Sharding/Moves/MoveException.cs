namespace BidForge.Sharding.Moves;

/// <summary>A move can't be made, or not be gone on with; the message says why, for the person at the command line.</summary>
internal class MoveException(string message) : Exception(message);

/// <summary>Two movers at once are refused.</summary>
internal sealed class MoverBusyException() : MoveException("Another mover is at work: one at a time.");
