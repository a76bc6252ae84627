namespace BidForge.Web.Api.Models;

/// <summary>What to look at before comparing a bid with others.</summary>
public enum SheetFlag { MissingScope, OlderScope, AlternateMissing, Arithmetic, Outlier }

/// <summary>All opened bids of a package side by side. Plugs are the contractor's own guesses for lines a bidder left out.</summary>
public sealed record Sheet(
    Guid PackageId, string PackageTitle, string ProjectName, string Currency, decimal? Estimate, DateTimeOffset? OpenedAt, int ScopeVersion,
    bool Cancelled, IReadOnlyList<SheetLine> Lines, IReadOnlyList<SheetAlternate> Alternates, IReadOnlyList<SheetQuestion> Questions,
    IReadOnlyList<SheetBid> Bids, decimal? Median, decimal? Low, decimal? High);

public sealed record SheetLine(
    Guid LineItemId, string Description, decimal Quantity, string Unit, LineKind Kind, decimal? Estimate, decimal? Median);

public sealed record SheetAlternate(Guid Id, string Description, bool Taken);

public sealed record SheetQuestion(Guid Id, string Text);

public sealed record SheetBid(
    Guid BidId, Guid? BidderId, string BidderName, bool External, BidStatus Status, int ScopeVersion, IReadOnlyList<SheetPrice> Lines,
    IReadOnlyList<BidAlternate> Alternates, IReadOnlyList<SheetAnswer> Answers, decimal BaseTotal, decimal PlugTotal, decimal AlternateTotal,
    decimal NormalizedTotal, decimal? DifferenceFromMedian, decimal? DifferenceFromLow, int Rank, bool MissingScope, decimal? StatedTotal,
    IReadOnlyList<SheetFlag> Flags, IReadOnlyList<Guid>? Attachments);

public sealed record SheetPrice(Guid LineItemId, decimal? UnitPrice, decimal? Total, decimal? Plug, bool Missing, bool Outlier);

public sealed record SheetAnswer(Guid QuestionId, string Answer, bool? Included);

public sealed record Plug(Guid BidId, Guid LineItemId, decimal? Amount);

/// <summary>The contractor's own estimate: of the whole package, or line by line.</summary>
public sealed record Estimate(IReadOnlyList<LineEstimate> Lines, decimal? Amount);

public sealed record LineEstimate(Guid LineItemId, decimal Amount);
