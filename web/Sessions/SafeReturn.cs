namespace BidForge.Web.Sessions;

internal static class SafeReturn
{
    /// <summary>Where to go after a log-in: a path of this site, never another site's address.</summary>
    public static string Of(string? returnUrl) =>
        returnUrl is ['/', not ('/' or '\\'), ..] && !returnUrl.Contains('\\') && !returnUrl.Any(char.IsControl) ? returnUrl : "/dashboard";
}
