using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Projects.Projects;

/// <summary>What a person did to a project.</summary>
internal enum HistoryAction
{
    ProjectCreated,
    ProjectChanged,
    ProjectPublished,
    ProjectCancelled,
    PackageAdded,
    PackageChanged,
    PackageDeleted,
    PackagePublished,
    AddendumIssued,
    CompaniesInvited,
    QuestionAnswered,
}

/// <summary>One line of a project's edit history; only ever added.</summary>
internal sealed class HistoryEntry
{
    public long Id { get; init; }

    public Guid ProjectId { get; init; }

    public Guid CompanyId { get; init; }

    public Guid? PackageId { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid UserId { get; init; }

    public required string UserName { get; init; }

    public HistoryAction Action { get; init; }

    public required IReadOnlyList<FieldChange> Changes { get; init; }

    public static HistoryEntry Of(
        Caller caller, Guid projectId, HistoryAction action, DateTimeOffset now, Guid? packageId = null, IReadOnlyList<FieldChange>? changes = null) => new()
        {
            ProjectId = projectId,
            CompanyId = caller.CompanyId,
            PackageId = packageId,
            At = now,
            UserId = caller.UserId,
            UserName = caller.Name,
            Action = action,
            Changes = changes ?? [],
        };
}

/// <summary>A field's value before and after, as people read it; null where there was or is none.</summary>
internal sealed record FieldChange(string Field, string? From, string? To);
