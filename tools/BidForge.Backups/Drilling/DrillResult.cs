namespace BidForge.Backups.Drilling;

/// <param name="First">When the first row was acknowledged.</param>
/// <param name="Target">The second that was restored to.</param>
/// <param name="Written">Rows acknowledged, each a transaction of its own.</param>
/// <param name="Before">Of them, acknowledged up to the second.</param>
/// <param name="Missing">Of those, not in the restored server: 0 is right.</param>
/// <param name="TooMany">Rows in it that were sent only after the second: 0 is right.</param>
/// <param name="BackupSeconds">To make the base backup and read it back.</param>
/// <param name="RestoreSeconds">From an empty folder to a server that has stopped at the second.</param>
/// <param name="Lost">Rows that are gone with the server when the last stored commit is all there is.</param>
/// <param name="LostSeconds">From the last row that is still there to the server's end.</param>
public sealed record DrillResult(
    DateTimeOffset First, DateTimeOffset Target, int Written, int Before, int Missing, int TooMany, double BackupSeconds, double RestoreSeconds, int Lost, double LostSeconds)
{
    public bool Succeeded => Missing is 0 && TooMany is 0 && Before > 0 && Written > Before;
}
