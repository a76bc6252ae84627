namespace BidForge.Backups;

/// <summary>Something that keeps a backup from being made, read or restored, in words for the person who runs it.</summary>
public sealed class BackupFailure(string message, Exception? inner = null) : Exception(message, inner);
