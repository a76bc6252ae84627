using BidForge.Features;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.ServiceDefaults.Features;

public static class CallerFeatures
{
    /// <summary>Whether a flag is on for the caller's company.</summary>
    public static Task<bool> IsOnAsync(this FeatureSwitches switches, Flag flag, Caller caller) =>
        switches.IsOnAsync(flag, caller.CompanyId, caller.Kind.ToString().ToLowerInvariant());
}
