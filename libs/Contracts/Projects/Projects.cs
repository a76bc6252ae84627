namespace BidForge.Contracts.Projects;

/// <summary>A project went out to the market.</summary>
public sealed record ProjectPublished(
    Guid ProjectId,
    Guid CompanyId,
    string CompanyName,
    string Name,
    Place Place,
    Visibility Visibility,
    DateTimeOffset OccurredAt);

/// <summary>A project was cancelled with all its packages.</summary>
public sealed record ProjectCancelled(
    Guid ProjectId,
    Guid CompanyId,
    string ProjectName,
    string Reason,
    IReadOnlyList<Guid> PackageIds,
    DateTimeOffset OccurredAt);
