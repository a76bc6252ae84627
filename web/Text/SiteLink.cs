using BidForge.Web.Sessions;

namespace BidForge.Web.Text;

internal static class SiteLink
{
    /// <summary>A notification's link, if it is a path of this site; else the list itself.</summary>
    public static string Of(string? link) => SafeReturn.Of(link) is var path && path == link ? path : "/notifications";
}
