using System.Diagnostics.Metrics;

namespace BidForge.Gateway.Limits;

/// <summary>Meter <c>BidForge.Gateway.Limits</c>: what was refused because too much came, never whose it was.</summary>
internal sealed class LimitMetrics
{
    private readonly Counter<long> refused;

    public LimitMetrics(IMeterFactory meters, SharedLimiter limiter)
    {
        var meter = meters.Create("BidForge.Gateway.Limits");
        refused = meter.CreateCounter<long>("bidforge.limits.refused", "{request}", "Requests that were answered 429, by the count that was used up.");
        meter.CreateObservableGauge("bidforge.limits.circuit_open", () => limiter.Alone ? 1 : 0, null,
            "1 while Redis is away and this gateway counts requests alone, else 0.");
        foreach (var policy in Policies.All)
            refused.Add(0, new KeyValuePair<string, object?>("policy", policy));
    }

    public void Refused(string policy) => refused.Add(1, new KeyValuePair<string, object?>("policy", policy));
}
