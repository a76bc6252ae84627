using System.Globalization;
using BidForge.Backups.Blobs;

namespace BidForge.Cli.Backups.Blobs;

/// <summary>What was done with blobs, in sentences.</summary>
internal static class BlobLines
{
    public static string Of(Mirrored done) => string.Create(
        CultureInfo.InvariantCulture,
        $"{done.Blobs:N0} blobs, {done.Copied:N0} of them copied ({Megabytes(done.CopiedBytes)}); {done.Gone:N0} gone, {done.Back:N0} back, {done.Deleted:N0} deleted: {done.ProblemCount} problems.");

    public static string Of(VerifiedBlobs done) => string.Create(
        CultureInfo.InvariantCulture, $"{done.Read:N0} of {done.Kept:N0} blobs read ({Megabytes(done.ReadBytes)}): {done.ProblemCount} problems.");

    public static string Of(RestoredBlobs done, string into) => string.Create(
        CultureInfo.InvariantCulture,
        $"{done.Restored:N0} blobs ({Megabytes(done.RestoredBytes)}) are in {into}, {done.There:N0} were there already: {done.ProblemCount} problems. {Reach(done.LookedAt)}");

    public static string Of(MirrorContents contents) => contents.Kept is 0
        ? "There are no blobs in the mirror."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{contents.Kept:N0} blobs ({Megabytes(contents.Bytes)}), written from {contents.FirstWritten:u} to {contents.LastWritten:u}; {contents.Gone:N0} of them have gone since. {Reach(contents.LastRun?.StartedAt)}");

    public static void Print(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.WriteLine(problem);
    }

    private static string Reach(DateTimeOffset? lookedAt) => lookedAt is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"The newest run that looked at all of them began at {time:u}.")
        : "No run has looked at all of them yet.";

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
