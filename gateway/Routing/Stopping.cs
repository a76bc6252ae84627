using BidForge.ServiceDefaults.Stopping;
using Yarp.ReverseProxy.Transforms;

namespace BidForge.Gateway.Routing;

/// <summary>What a replica says with its answers before it stops; callers do not hear it.</summary>
internal static class Stopping
{
    private static readonly object Said = new();

    public static ValueTask HearAsync(ResponseTransformContext context)
    {
        // Not the headers of this answer: a gateway that stops itself has it there, too.
        if (context.ProxyResponse?.Headers.Contains(Drain.Header) is true)
            context.HttpContext.Items[Said] = Said;
        context.HttpContext.Response.Headers.Remove(Drain.Header);
        return default;
    }

    /// <summary>Whether the replica that answered is about to stop.</summary>
    public static bool IsStopping(this HttpContext context) => context.Items.ContainsKey(Said);
}
