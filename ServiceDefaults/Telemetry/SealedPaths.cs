using System.Text.RegularExpressions;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>
/// What may be said of a path in logs and traces. That a bid was written on a given package, or that a given company wrote one, is nobody's to know before opening:
/// not even of those who run the marketplace.
/// </summary>
public static partial class SealedPaths
{
    /// <summary>
    /// Whether a call of it tells of a bid or of work on one. A line about such a call names neither ids nor a caller.
    /// Of the site these are all pages of packages: who calls them is not known there, and what is read beside a bid tells of it by its time.
    /// </summary>
    public static bool TellOfBids(string path) => BidPath().IsMatch(path);

    /// <summary>The path with <c>{id}</c> for every id.</summary>
    public static string Template(string path) => Id().Replace(path, "{id}");

    [GeneratedRegex("^/(bids|files|packages|api/v1/(bids|files|packages/[^/]+/bids))(/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex BidPath();

    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
