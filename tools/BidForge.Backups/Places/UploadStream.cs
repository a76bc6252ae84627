using BidForge.Backups.Sealing;
using BidForge.Buckets;

namespace BidForge.Backups.Places;

/// <summary>Writes to an upload; whoever made that completes it.</summary>
internal sealed class UploadStream(BucketUpload upload) : WriteOnlyStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => upload.WriteAsync(buffer, cancellationToken);
}
