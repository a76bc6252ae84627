namespace BidForge.Backups.Restoring;

/// <param name="Server">Of which server it is a copy.</param>
/// <param name="DataFolder">Its data.</param>
/// <param name="To">The second that was asked for; null for the last that is stored.</param>
/// <param name="Base">The base backup that it stands on.</param>
/// <param name="LogFiles">Files of the log that were made ready for it.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Start">A command that starts it.</param>
/// <param name="Stop">A command that stops it.</param>
/// <param name="Port">Where it listens then.</param>
public sealed record Restored(string Server, string DataFolder, DateTimeOffset? To, string Base, int LogFiles, double Seconds, string Start, string Stop, int Port);
