namespace BidForge.Bids.Leveling;

/// <summary>What the contractor has written beside the bids; no bidder ever sees it.</summary>
/// <param name="Plugs">For base lines that a bid lacks.</param>
/// <param name="Taken">Alternates that are counted in.</param>
/// <param name="Estimates">By line; the whole package stands under <see cref="WholePackage"/>.</param>
internal sealed record OwnFigures(
    IReadOnlyDictionary<(Guid BidId, Guid LineItemId), decimal> Plugs, IReadOnlySet<Guid> Taken, IReadOnlyDictionary<Guid, decimal> Estimates)
{
    public static readonly Guid WholePackage = Guid.Empty;

    public static OwnFigures None { get; } = new(new Dictionary<(Guid, Guid), decimal>(), new HashSet<Guid>(), new Dictionary<Guid, decimal>());
}
