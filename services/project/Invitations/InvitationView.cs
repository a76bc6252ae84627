using BidForge.Projects.Packages;
using BidForge.Projects.Projects;

namespace BidForge.Projects.Invitations;

/// <summary>An invitation as contractor and invited company see it.</summary>
internal sealed record InvitationView(
    Guid Id, Guid PackageId, string PackageTitle, Guid ProjectId, string ProjectName, string ContractorName, Guid CompanyId, string CompanyName,
    InvitationStatus Status, string? Reason, DateTimeOffset DueAt, string TimeZone, DateTimeOffset InvitedAt, DateTimeOffset? AnsweredAt)
{
    public static InvitationView Of(Invitation invitation, Project project, Package package) => new(
        invitation.Id, package.Id, package.Title, project.Id, project.Name, project.CompanyName, invitation.CompanyId, invitation.CompanyName,
        invitation.Status, invitation.Reason, package.DueAt, project.TimeZone, invitation.InvitedAt, invitation.AnsweredAt);
}
