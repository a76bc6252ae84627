using BidForge.Contracts;

namespace BidForge.Bids.Leveling;

/// <summary>Bids side by side under the current bid form, made comparable.</summary>
/// <param name="Estimate">The contractor's own, of the whole package or summed up from all base lines; null without.</param>
/// <param name="Cancelled">The package was cancelled after opening: the sheet can be read, nothing can be awarded.</param>
/// <param name="Median">Of the normalised totals; null without bids.</param>
internal sealed record Sheet(
    Guid PackageId,
    string PackageTitle,
    string ProjectName,
    string Currency,
    decimal? Estimate,
    DateTimeOffset? OpenedAt,
    int ScopeVersion,
    bool Cancelled,
    IReadOnlyList<SheetLine> Lines,
    IReadOnlyList<SheetAlternate> Alternates,
    IReadOnlyList<SheetQuestion> Questions,
    IReadOnlyList<SheetBid> Bids,
    decimal? Median,
    decimal? Low,
    decimal? High);

/// <param name="Estimate">The contractor's own for the line.</param>
/// <param name="Median">Of the line's totals over the bids that priced it; null when none did.</param>
internal sealed record SheetLine(Guid LineItemId, string Description, decimal Quantity, string Unit, LineItemKind Kind, decimal? Estimate, decimal? Median);

/// <param name="Taken">Counted into every bid's normalised total at what the bid asks for it.</param>
internal sealed record SheetAlternate(Guid Id, string Description, bool Taken);

internal sealed record SheetQuestion(Guid Id, string Text);
