using System.Diagnostics;

namespace BidForge.Notifications.Delivery;

/// <summary>
/// Activity source <c>BidForge.Notifications</c>: carries a trace over the stored notification to the live streams that it is written to.
/// It says neither what is told nor to whom.
/// </summary>
internal static class DeliveryActivity
{
    private static readonly ActivitySource Source = new("BidForge.Notifications");

    /// <summary>W3C trace context of what is happening, if there is one.</summary>
    public static string? TraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>An activity under the one that stored the notification, or null when there was none or nobody records.</summary>
    public static Activity? Resume(string? traceParent) =>
        Source.HasListeners() && ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity("notification deliver", ActivityKind.Internal, parent)
            : null;
}
