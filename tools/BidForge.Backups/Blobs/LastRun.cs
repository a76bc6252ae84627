namespace BidForge.Backups.Blobs;

/// <summary>The newest run that looked at everything.</summary>
/// <param name="StartedAt">What was written up to then is in the mirror, but for what the run had problems with.</param>
/// <param name="FinishedAt">When it had looked at everything.</param>
/// <param name="Blobs">How many there were.</param>
/// <param name="Problems">How many blobs it could not copy, or found changed.</param>
public sealed record LastRun(DateTimeOffset StartedAt, DateTimeOffset FinishedAt, long Blobs, int Problems)
{
    internal const string File = "blobs/run";
}
