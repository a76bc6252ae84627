using System.Globalization;
using BidForge.Backups.Places;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Blobs;

/// <param name="Restored">Blobs that were not there.</param>
/// <param name="RestoredBytes">Of these.</param>
/// <param name="There">Blobs that were there already, and stayed as they were.</param>
/// <param name="LookedAt">When the newest run that looked at everything began: what was written after it may be missing. Null when none has ended.</param>
/// <param name="ProblemCount">How many could not be restored, or are there with another size.</param>
/// <param name="Problems">The first hundred.</param>
public sealed record RestoredBlobs(long Restored, long RestoredBytes, long There, DateTimeOffset? LookedAt, int ProblemCount, IReadOnlyList<string> Problems);

/// <summary>Brings back what was there at a second: what was written up to it and not missed up to it. Only what is not there is written, so it can be gone on with.</summary>
public sealed class MirrorRestoration(SealedFiles files)
{
    /// <param name="to">The second; null for what was there when the newest run looked.</param>
    /// <param name="into">A folder or a bucket, empty or not.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RestoredBlobs> RunAsync(DateTimeOffset? to, IPlace into, Action<string> progress, CancellationToken cancellationToken)
    {
        var (mirror, problems, telling) = (new Mirror(files), new Problems(), new Telling(progress));
        var (restored, bytes, there) = (0L, 0L, 0L);
        await mirror.ExpectAsync(cancellationToken);
        await Parallel.ForEachAsync(Comparison.OfAsync(into, mirror, cancellationToken), MirrorRun.AtOnce(cancellationToken), async (blob, ct) =>
        {
            if (blob.Kept.FirstOrDefault(copy => WasThere(copy, blob.Marks, to)) is not { } wanted)
                return;
            if (blob.There is { } present)
            {
                Interlocked.Increment(ref there);
                if (present.Size != wanted.Size)
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{blob.Name} is in {into} with {present.Size} bytes and in the mirror with {wanted.Size}: it was left as it is."));
            }
            else if (await problems.TryAsync(() => into.PutAsync(wanted.Name, stream => mirror.ReadAsync(wanted, stream, ct), wanted.WrittenAt, ct)))
            {
                Interlocked.Increment(ref restored);
                Interlocked.Add(ref bytes, wanted.Size);
            }
            telling.Tell(() => string.Create(CultureInfo.InvariantCulture, $"{restored:N0} blobs restored ({bytes / 1e9:N1} GB), {there:N0} were there, {problems.Count} problems"));
        });
        return new RestoredBlobs(restored, bytes, there, (await mirror.LastRunAsync(cancellationToken))?.StartedAt, problems.Count, problems.List);
    }

    private static bool WasThere(KeptBlob blob, IReadOnlyList<GoneMark> marks, DateTimeOffset? to) =>
        (to is null || blob.WrittenAt <= to) && !marks.Any(mark => to is null || mark.NoticedAt <= to);
}
