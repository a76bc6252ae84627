using System.ComponentModel.DataAnnotations;

namespace BidForge.Gateway.Limits;

/// <summary>Section <c>Limits</c>. All replicas share the counts.</summary>
internal sealed class LimitOptions
{
    /// <summary>Requests a minute of one signed-in person.</summary>
    [Range(1, 10_000_000)]
    public int UserPerMinute { get; init; } = 1_200;

    /// <summary>Requests a minute of all people of one company.</summary>
    [Range(1, 10_000_000)]
    public int CompanyPerMinute { get; init; } = 6_000;

    /// <summary>Requests a minute to the API from one address without a token.</summary>
    [Range(1, 10_000_000)]
    public int AnonymousPerMinute { get; init; } = 600;

    /// <summary>Log-ins, registrations and refreshes a minute from one address.</summary>
    [Range(1, 10_000_000)]
    public int SignInPerMinute { get; init; } = 30;

    /// <summary>Pages, styles and images a minute from one address, behind which may be a whole office.</summary>
    [Range(1, 10_000_000)]
    public int PagesPerMinute { get; init; } = 3_000;

    /// <summary>How long Redis may take before a request is counted in this process alone, in milliseconds.</summary>
    [Range(1, 10_000)]
    public int RedisMilliseconds { get; init; } = 100;

    /// <summary>Largest body of an ordinary request, in bytes.</summary>
    [Range(1024, 1_073_741_824)]
    public long BodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Largest body of an upload, in bytes: the file service's own limit and some slack, so that it is the one to say so.</summary>
    [Range(1024, 10_737_418_240)]
    public long UploadBytes { get; init; } = 210L * 1024 * 1024;
}
