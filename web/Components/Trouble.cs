using Microsoft.AspNetCore.Diagnostics;

namespace BidForge.Web.Components;

internal static class Trouble
{
    /// <summary>True while the error page is being rendered: it must not call what has just failed.</summary>
    public static bool Showing(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>() is not null;
}
