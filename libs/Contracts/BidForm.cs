namespace BidForge.Contracts;

/// <summary>What a bidder is asked to price and to answer: the form that every bid on a package fills in.</summary>
public sealed record BidForm(
    IReadOnlyList<LineItem> LineItems,
    IReadOnlyList<Alternate> Alternates,
    IReadOnlyList<InclusionQuestion> Questions);

/// <summary>Whether a line counts in the base total.</summary>
public enum LineItemKind
{
    /// <summary>Part of the base bid: quantity times unit price is added to the total.</summary>
    Base,

    /// <summary>A unit price asked for later changes; not part of the total.</summary>
    UnitPrice,
}

/// <summary>One line of the bid form.</summary>
/// <param name="Quantity">In <paramref name="Unit"/>; greater than zero, at most four decimals.</param>
public sealed record LineItem(Guid Id, string Description, decimal Quantity, string Unit, LineItemKind Kind);

/// <summary>Work that may be added or left out at award; priced as one amount, negative for a deduct.</summary>
public sealed record Alternate(Guid Id, string Description);

/// <summary>A question on what the price includes or excludes.</summary>
public sealed record InclusionQuestion(Guid Id, string Text, bool Required);
