using System.Diagnostics.Metrics;

namespace BidForge.Gateway.Presence;

/// <summary>Meter <c>BidForge.Gateway.Presence</c>.</summary>
internal sealed class PresenceMetrics
{
    public PresenceMetrics(IMeterFactory meters, ActiveUsers users) =>
        meters.Create("BidForge.Gateway.Presence").CreateObservableGauge("bidforge.active_users", () => users.Count, "{user}",
            "Different people who sent a request in the last five minutes, over all gateways: take the largest, not the sum.");
}
