namespace BidForge.Bids.Bidding;

/// <summary>A bid as its bidder sends it.</summary>
/// <param name="ScopeVersion">The scope version that the bid answers; must be the current one.</param>
/// <param name="Lines">A unit price for every base line; prices of other lines are optional.</param>
/// <param name="Attachments">Ids of files uploaded before; at most 20.</param>
internal sealed record BidInput(
    int ScopeVersion,
    IReadOnlyList<LinePrice> Lines,
    IReadOnlyList<AlternatePrice> Alternates,
    IReadOnlyList<QuestionAnswer> Answers,
    IReadOnlyList<Guid> Attachments,
    string? Notes = null);

/// <param name="UnitPrice">Zero or more, up to four decimals, written without an exponent.</param>
internal sealed record LinePrice(Guid LineItemId, [property: System.Text.Json.Serialization.JsonConverter(typeof(PlainDecimal))] decimal UnitPrice);

/// <param name="Amount">Up to two decimals; negative for a deduct.</param>
internal sealed record AlternatePrice(Guid AlternateId, [property: System.Text.Json.Serialization.JsonConverter(typeof(PlainDecimal))] decimal Amount);

internal sealed record QuestionAnswer(Guid QuestionId, string Answer);
