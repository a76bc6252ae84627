using System.Diagnostics;
using BidForge.Messaging.Outbox;

namespace BidForge.Messaging;

/// <summary>Activity source <c>BidForge.Messaging</c>: carries a request's trace over the outbox.</summary>
internal static class MessagingActivity
{
    private static readonly ActivitySource Source = new("BidForge.Messaging");

    /// <summary>An activity under the one that wrote the row, or null when there was none or nobody records.</summary>
    public static Activity? Resume(OutboxRow row) =>
        ActivityContext.TryParse(row.TraceParent, row.TraceState, isRemote: true, out var parent)
            ? Source.StartActivity("outbox publish", ActivityKind.Producer, parent)
            : null;
}
