using System.Globalization;

namespace BidForge.ServiceDefaults.Plans;

/// <summary>
/// Where gateways count requests by company in Redis, and the analytics service finds them: a hash per day and one per month, a field per company.
/// A day's counts grow while its <see cref="Epoch"/> stays the same; one that Redis has forgotten begins again under another. A Redis that fails over may lose the last of them.
/// </summary>
public static class RequestCounts
{
    /// <summary>Field of a day's hash: when it was begun, by Redis' clock in microseconds.</summary>
    public const string Epoch = "epoch";

    /// <summary>A day's counts stay this long, for an analytics service that is away.</summary>
    public const int DaysKept = 8;

    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"usage:requests:{day:yyyy-MM-dd}");

    public static string Month(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"usage:requests:{day:yyyy-MM}");
}
