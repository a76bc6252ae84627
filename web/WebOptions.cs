using System.ComponentModel.DataAnnotations;

namespace BidForge.Web;

/// <summary>Settings under <c>Web</c>.</summary>
internal sealed class WebOptions
{
    /// <summary>Shared with the gateway: lets it believe the client address that the site passes on.</summary>
    public string? Key { get; init; }

    /// <summary>How long a log-in lasts without use, in hours.</summary>
    [Range(1, 24 * 90)] public int SessionHours { get; init; } = 24 * 7;

    /// <summary>How long one call to the gateway may take, in seconds. Uploads, downloads and live streams are exempt.</summary>
    [Range(1, 300)] public int TimeoutSeconds { get; init; } = 20;

    /// <summary>The largest upload the site passes on, in bytes. The file service has the last word.</summary>
    [Range(1, 4L << 30)] public long MaxUploadBytes { get; init; } = 210L << 20;
}
