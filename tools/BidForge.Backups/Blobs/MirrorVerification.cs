using System.Globalization;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Blobs;

/// <param name="Kept">Blobs in the mirror.</param>
/// <param name="Read">Of these, read whole and compared.</param>
/// <param name="ReadBytes">Of these.</param>
/// <param name="ProblemCount">How many are not what they were.</param>
/// <param name="Problems">The first hundred.</param>
public sealed record VerifiedBlobs(long Kept, long Read, long ReadBytes, int ProblemCount, IReadOnlyList<string> Problems);

/// <summary>Reads what a mirror keeps, all of it or a share, and compares it with what was copied.</summary>
public sealed class MirrorVerification(SealedFiles files, TimeProvider clock)
{
    /// <param name="percent">Of all blobs, another share each week.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<VerifiedBlobs> RunAsync(double percent, Action<string> progress, CancellationToken cancellationToken)
    {
        var (mirror, problems, telling, share) = (new Mirror(files), new Problems(), new Telling(progress), new Share(percent, clock.GetUtcNow()));
        var (kept, read, bytes) = (0L, 0L, 0L);
        await mirror.ExpectAsync(cancellationToken);
        await Parallel.ForEachAsync(mirror.KeptAsync(cancellationToken).Where(blob => ++kept > 0 && share.Has(blob.Name)), MirrorRun.AtOnce(cancellationToken), async (blob, ct) =>
        {
            await problems.TryAsync(() => mirror.ReadAsync(blob, Stream.Null, ct));
            Interlocked.Increment(ref read);
            Interlocked.Add(ref bytes, blob.Size);
            telling.Tell(() => string.Create(CultureInfo.InvariantCulture, $"{read:N0} of {kept:N0} blobs read ({bytes / 1e9:N1} GB), {problems.Count} problems"));
        });
        await Parallel.ForEachAsync(
            mirror.MarksAsync(cancellationToken).Where(mark => share.Has(mark.Blob.Name)), MirrorRun.AtOnce(cancellationToken), async (mark, ct) => await problems.TryAsync(() => mirror.ReadAsync(mark, ct)));
        return new VerifiedBlobs(kept, read, bytes, problems.Count, problems.List);
    }
}
