using System.Text.RegularExpressions;

namespace BidForge.Web.Hosting;

internal static partial class Assets
{
    /// <summary>Files whose name holds a hash of their content never change under that name.</summary>
    public static void UseImmutableAssets(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Fingerprinted().IsMatch(context.Request.Path.Value ?? ""))
        {
            context.Response.OnStarting(static state =>
            {
                var response = (HttpResponse)state;
                if (response.StatusCode is 200 or 304) response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            }, context.Response);
        }

        return next(context);
    });

    [GeneratedRegex(@"^/[\w-]+\.[a-z0-9]{10}\.(css|js|svg|png)$")]
    private static partial Regex Fingerprinted();
}
