using BidForge.Bids.Bidding;

namespace BidForge.Bids.Leveling;

/// <summary>What to look at before comparing a bid with others.</summary>
internal enum SheetFlag
{
    /// <summary>Lacks a base line of the current form, plugged or not.</summary>
    MissingScope,

    /// <summary>Answers an older scope version than the current one.</summary>
    OlderScope,

    /// <summary>Says nothing on an alternate that is taken, which therefore is not in its total.</summary>
    AlternateMissing,

    /// <summary>The total that it states is not the sum of its lines. Bids sent through the system are summed up by it and never have this.</summary>
    Arithmetic,

    /// <summary>Lies far from the others: see <see cref="Outliers"/>.</summary>
    Outlier,
}

/// <param name="BaseTotal">As bid, under the scope version that the bid answers.</param>
/// <param name="PlugTotal">What the contractor reckons for base lines that the bid lacks.</param>
/// <param name="AlternateTotal">What the bid asks for the alternates that are taken; below zero for deducts.</param>
/// <param name="NormalizedTotal">Base lines of the current form at its quantities, plugs where the bid has no price, and the alternates taken.</param>
/// <param name="DifferenceFromEstimate">null without an estimate.</param>
/// <param name="Rank">From 1, by normalised total; equal totals share a rank and the next is skipped.</param>
/// <param name="MissingScope">The bid lacks a base line of the current form, plugged or not.</param>
/// <param name="StatedTotal">What a bid from outside names as its total; null where it names none.</param>
internal sealed record SheetBid(
    Guid BidId,
    Guid? BidderId,
    string BidderName,
    bool External,
    BidStatus Status,
    int ScopeVersion,
    IReadOnlyList<SheetCell> Lines,
    IReadOnlyList<AlternatePrice> Alternates,
    IReadOnlyList<SheetAnswer> Answers,
    string? Notes,
    decimal BaseTotal,
    decimal PlugTotal,
    decimal AlternateTotal,
    decimal NormalizedTotal,
    decimal DifferenceFromMedian,
    decimal DifferenceFromLow,
    decimal? DifferenceFromEstimate,
    int Rank,
    bool MissingScope,
    decimal? StatedTotal,
    IReadOnlyList<SheetFlag> Flags,
    IReadOnlyList<Guid> Attachments);

/// <param name="Total">Quantity of the current form times unit price.</param>
/// <param name="Missing">A base line without a price.</param>
/// <param name="Outlier">Lies far from what the others ask for the line.</param>
internal sealed record SheetCell(Guid LineItemId, decimal? UnitPrice, decimal? Total, decimal? Plug, bool Missing, bool Outlier = false);

/// <param name="Included">Whether the answer begins with yes or no; null where it does neither.</param>
internal sealed record SheetAnswer(Guid QuestionId, string Answer, bool? Included);
