namespace BidForge.Contracts.Auth;

/// <summary>A company joined the marketplace. Snapshot of its public profile.</summary>
/// <param name="Version">Grows with each change of the profile; an older one never overwrites a newer one.</param>
public sealed record CompanyRegistered(
    Guid CompanyId,
    string Name,
    CompanyKind Kind,
    IReadOnlyList<string> Trades,
    Place Place,
    double ServiceRadiusKm,
    string TimeZone,
    int Version,
    DateTimeOffset OccurredAt);

/// <summary>A company changed its public profile. Snapshot, as <see cref="CompanyRegistered"/>.</summary>
public sealed record CompanyProfileChanged(
    Guid CompanyId,
    string Name,
    CompanyKind Kind,
    IReadOnlyList<string> Trades,
    Place Place,
    double ServiceRadiusKm,
    string TimeZone,
    int Version,
    DateTimeOffset OccurredAt);

/// <summary>A company was given another plan.</summary>
/// <param name="Version">Grows with each change of the plan; an older one never overwrites a newer one.</param>
public sealed record CompanyPlanChanged(Guid CompanyId, Plan Plan, Plan Previous, int Version, DateTimeOffset OccurredAt);
