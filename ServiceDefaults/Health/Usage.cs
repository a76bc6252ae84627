using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.ServiceDefaults.Health;

/// <summary>How much of something is in use.</summary>
internal static class Usage
{
    /// <summary>The name of the figure, in percent, among a check's data.</summary>
    public const string Percent = "usedPercent";

    /// <param name="used">So much is in use.</param>
    /// <param name="all">Of so much.</param>
    /// <param name="much">From so many percent on the check is degraded.</param>
    /// <param name="words">What it says then.</param>
    public static HealthCheckResult Of(long used, long all, double much, string words)
    {
        var percent = all > 0 ? Math.Round(100.0 * used / all) : 0;
        var data = new Dictionary<string, object> { [Percent] = percent };
        return percent >= much ? HealthCheckResult.Degraded(words, null, data) : HealthCheckResult.Healthy(null, data);
    }
}
