using BidForge.Backups.Storing;

namespace BidForge.Backups.Blobs;

/// <param name="Kept">Blobs in the mirror.</param>
/// <param name="Bytes">Of these, as they were.</param>
/// <param name="Gone">Of these, no longer where they are a copy from.</param>
/// <param name="FirstWritten">The oldest.</param>
/// <param name="LastWritten">The newest.</param>
/// <param name="LastRun">Null before the first run has ended.</param>
public sealed record MirrorContents(long Kept, long Bytes, long Gone, DateTimeOffset? FirstWritten, DateTimeOffset? LastWritten, LastRun? LastRun)
{
    public static async Task<MirrorContents> OfAsync(SealedFiles files, CancellationToken cancellationToken)
    {
        var mirror = new Mirror(files);
        var (kept, bytes, gone) = (0L, 0L, 0L);
        (DateTimeOffset? first, DateTimeOffset? last) = (null, null);
        await foreach (var blob in mirror.KeptAsync(cancellationToken))
        {
            (kept, bytes) = (kept + 1, bytes + blob.Size);
            first = first < blob.WrittenAt ? first : blob.WrittenAt;
            last = last > blob.WrittenAt ? last : blob.WrittenAt;
        }
        await foreach (var _ in mirror.MarksAsync(cancellationToken))
            gone++;
        return new MirrorContents(kept, bytes, gone, first, last, await mirror.LastRunAsync(cancellationToken));
    }
}
