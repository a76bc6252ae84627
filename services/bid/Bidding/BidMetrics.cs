using System.Diagnostics.Metrics;

namespace BidForge.Bids.Bidding;

/// <summary>
/// Meter <c>BidForge.Bids</c>: sums over the marketplace. Accepted bids are counted when their package is opened and not when they come: where few packages are open,
/// a count that goes up at night tells who bid. Refusals are counted as they come; those that only a company with a bid can get have one reason between them.
/// </summary>
internal sealed class BidMetrics
{
    private readonly Counter<long> refused;
    private readonly Counter<long> accepted;
    private readonly Counter<long> openings;

    public BidMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("BidForge.Bids");
        refused = meter.CreateCounter<long>("bidforge.bids.refused", "{act}", "Submits, revisions and withdrawals that were refused, by reason.");
        accepted = meter.CreateCounter<long>("bidforge.bids.accepted", "{bid}", "Bids that were accepted, counted at the opening of their package.");
        openings = meter.CreateCounter<long>("bidforge.openings", "{package}", "Packages whose bids were opened.");
        foreach (var reason in Enum.GetValues<BidOutcome>().Select(Reason).OfType<string>().Distinct())
            refused.Add(0, new KeyValuePair<string, object?>("reason", reason));
        accepted.Add(0);
        openings.Add(0);
    }

    public void Answered(BidOutcome outcome)
    {
        if (Reason(outcome) is { } reason)
            refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    public void Opened(int bids)
    {
        openings.Add(1);
        accepted.Add(bids);
    }

    private static string? Reason(BidOutcome outcome) => outcome switch
    {
        BidOutcome.Accepted => null,
        BidOutcome.PackageNotFound => "package-not-found",
        BidOutcome.PackageNotOpen => "package-not-open",
        BidOutcome.DeadlinePassed => "deadline-passed",
        BidOutcome.ScopeStale => "scope-stale",
        BidOutcome.FormNeeded => "terms-changing",
        BidOutcome.Invalid => "invalid",
        BidOutcome.BidNotFound or BidOutcome.BidWithdrawn or BidOutcome.AlreadySubmitted or BidOutcome.Stale or BidOutcome.KeyReused or BidOutcome.Archived => "own-bid",
    };
}
