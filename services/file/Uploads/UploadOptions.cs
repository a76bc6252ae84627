using System.ComponentModel.DataAnnotations;

namespace BidForge.Files.Uploads;

/// <summary>Section <c>Uploads</c>.</summary>
internal sealed class UploadOptions
{
    /// <summary>Bytes of the largest file taken; 200 MB unless said otherwise.</summary>
    [Range(1, 5L * 1024 * 1024 * 1024)]
    public long MaximumSize { get; init; } = 200L * 1024 * 1024;
}
