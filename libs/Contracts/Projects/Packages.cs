namespace BidForge.Contracts.Projects;

/// <summary>Where a package stands for the world outside the project service.</summary>
public enum PackageStatus
{
    Draft,
    Published,
    Cancelled,
}

/// <summary>Who may see a project and bid on its packages.</summary>
public enum Visibility
{
    /// <summary>Every subcontractor.</summary>
    Public,

    /// <summary>Invited companies only.</summary>
    Invited,
}

/// <summary>
/// The whole terms of a package, as they stand after a change; sent from its first draft on.
/// Copies keep the highest <paramref name="Version"/> they have seen.
/// </summary>
/// <param name="CompanyId">The contractor that posted it; its slot is in <paramref name="PackageId"/>.</param>
/// <param name="DueAt">A bid is accepted iff the bid database's clock is before this instant.</param>
/// <param name="ScopeVersion">Starts at 1; grows when an addendum changes the bid form.</param>
/// <param name="TimeZone">IANA zone of the project, for showing the deadline.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Sealed">Nobody but its bidder sees a bid before opening; otherwise the contractor sees bids as they come.</param>
/// <param name="Openers">How many different people of the contractor must open the bids: 1 or 2.</param>
public sealed record PackageTermsChanged(
    Guid PackageId,
    Guid ProjectId,
    Guid CompanyId,
    string CompanyName,
    string ProjectName,
    string Title,
    string Trade,
    PackageStatus Status,
    Visibility Visibility,
    Place Place,
    string TimeZone,
    string Currency,
    DateTimeOffset DueAt,
    int ScopeVersion,
    BidForm BidForm,
    int Version,
    DateTimeOffset OccurredAt,
    bool Sealed = true,
    int Openers = 1);

/// <summary>A draft package was deleted.</summary>
public sealed record PackageDeleted(Guid PackageId, Guid ProjectId, Guid CompanyId, DateTimeOffset OccurredAt);

/// <summary>What one addendum changed, in words.</summary>
/// <param name="Kind">lineAdded, lineRemoved, lineChanged, alternateAdded, alternateRemoved, alternateChanged, questionAdded, questionRemoved, questionChanged or dueAtChanged.</param>
public sealed record ScopeChange(string Kind, Guid? ItemId, string Description);

/// <summary>An addendum was issued; the terms after it travel as <see cref="PackageTermsChanged"/>.</summary>
public sealed record AddendumIssued(
    Guid AddendumId,
    Guid PackageId,
    Guid ProjectId,
    Guid CompanyId,
    string ProjectName,
    string PackageTitle,
    int Number,
    string Title,
    int ScopeVersion,
    DateTimeOffset PreviousDueAt,
    DateTimeOffset DueAt,
    string TimeZone,
    IReadOnlyList<ScopeChange> Changes,
    DateTimeOffset OccurredAt);
