namespace BidForge.Web.Api.Models;

public enum PackageStatus { Draft, Published, Cancelled }

public enum LineKind { Base, UnitPrice }

public sealed record Package(
    Guid Id, Guid ProjectId, string ProjectName, Guid CompanyId, string CompanyName, string Title, string Trade, string Description,
    PackageStatus Status, Visibility Visibility, string TimeZone, string Currency, Place Place, DateTimeOffset DueAt, int ScopeVersion,
    decimal? Estimate, BidForm BidForm, bool Sealed, int Openers, int DeadlineGuardMinutes, long Version, DateTimeOffset CreatedAt,
    Invitation? Mine);

/// <summary>What a bidder is asked for. Lines of kind <see cref="LineKind.UnitPrice"/> are prices asked for but no part of the base total.</summary>
public sealed record BidForm(
    IReadOnlyList<LineItem> LineItems, IReadOnlyList<Alternate> Alternates, IReadOnlyList<FormQuestion> Questions);

public sealed record LineItem(Guid Id, string Description, decimal Quantity, string Unit, LineKind Kind);

public sealed record Alternate(Guid Id, string Description);

public sealed record FormQuestion(Guid Id, string Text, bool Required);

public sealed record PackageInput(
    string Title, string Trade, string Description, DateTimeOffset DueAt, BidFormInput BidForm, decimal? Estimate, bool Sealed, int Openers,
    int? DeadlineGuardMinutes);

public sealed record BidFormInput(
    IReadOnlyList<LineItemInput> LineItems, IReadOnlyList<AlternateInput> Alternates, IReadOnlyList<FormQuestionInput> Questions);

public sealed record LineItemInput(Guid? Id, string Description, decimal? Quantity, string Unit, LineKind Kind);

public sealed record AlternateInput(Guid? Id, string Description);

public sealed record FormQuestionInput(Guid? Id, string Text, bool Required);

public sealed record Question(
    Guid Id, Guid PackageId, string Text, DateTimeOffset AskedAt, string? AskedBy, bool Mine, string? Answer, DateTimeOffset? AnsweredAt);

public sealed record AddendumInput(string Title, string Text, DateTimeOffset? DueAt, BidFormInput? BidForm);

public sealed record Addendum(
    Guid Id, Guid PackageId, int Number, string Title, string Text, DateTimeOffset IssuedAt, int ScopeVersion,
    DateTimeOffset PreviousDueAt, DateTimeOffset DueAt, IReadOnlyList<ScopeChange> Changes);

public sealed record ScopeChange(string Kind, Guid? ItemId, string Description);

public sealed record StoredFile(
    Guid Id, Guid CompanyId, string Purpose, Guid PackageId, string Name, long Size, string ContentType, string Sha256,
    DateTimeOffset CreatedAt, bool HasPreview = false);
