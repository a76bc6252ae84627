namespace BidForge.Archive;

/// <summary>What was to be archived or restored stays as it was, for the reason in the message.</summary>
public sealed class ArchiveFailure(string message) : Exception(message);
