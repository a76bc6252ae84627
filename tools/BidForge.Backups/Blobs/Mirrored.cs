namespace BidForge.Backups.Blobs;

/// <param name="Blobs">There were in the place that is mirrored.</param>
/// <param name="Copied">Were not in the mirror yet.</param>
/// <param name="CopiedBytes">Of these.</param>
/// <param name="Gone">Marked: they were missed for the first time.</param>
/// <param name="Back">Lost their marks.</param>
/// <param name="Deleted">From the mirror, since their marks are older than the days kept.</param>
/// <param name="ProblemCount">How many could not be copied, or were found changed.</param>
/// <param name="Problems">The first hundred.</param>
public sealed record Mirrored(long Blobs, long Copied, long CopiedBytes, long Gone, long Back, long Deleted, int ProblemCount, IReadOnlyList<string> Problems);
