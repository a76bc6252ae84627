using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Projects.Invitations;
using BidForge.Projects.Projects;

namespace BidForge.Projects.Packages;

/// <summary>A package as its project's page lists it.</summary>
/// <param name="Mine">How the caller's company stands to its invitation, if it has one.</param>
internal sealed record PackageSummary(
    Guid Id, Guid ProjectId, string Title, string Trade, PackageStatus Status, DateTimeOffset DueAt, int ScopeVersion, InvitationStatus? Mine)
{
    public static PackageSummary Of(Package package, InvitationStatus? mine) => new(
        package.Id, package.ProjectId, package.Title, package.Trade, package.Status, package.DueAt, package.ScopeVersion, mine);
}

/// <summary>A package in full.</summary>
/// <param name="Estimate">For the owner's company only.</param>
/// <param name="Sealed">Nobody but its bidder sees a bid before opening.</param>
/// <param name="Openers">How many different people of the contractor it takes to open the bids.</param>
/// <param name="DeadlineGuardMinutes">How close to the deadline an addendum must extend it.</param>
/// <param name="Mine">The caller's invitation, if it has one.</param>
internal sealed record PackageView(
    Guid Id,
    Guid ProjectId,
    string ProjectName,
    Guid CompanyId,
    string CompanyName,
    string Title,
    string Trade,
    string Description,
    PackageStatus Status,
    Visibility Visibility,
    string TimeZone,
    string Currency,
    Place Place,
    DateTimeOffset DueAt,
    int ScopeVersion,
    decimal? Estimate,
    BidForm BidForm,
    bool Sealed,
    int Openers,
    int DeadlineGuardMinutes,
    int Version,
    DateTimeOffset CreatedAt,
    InvitationView? Mine)
{
    public static PackageView Of(Project project, Package package, Guid callerId, Invitation? mine = null) => new(
        package.Id, project.Id, project.Name, project.CompanyId, project.CompanyName, package.Title, package.Trade, package.Description, package.Status,
        project.Visibility, project.TimeZone, project.Currency, project.Place, package.DueAt, package.ScopeVersion,
        callerId == project.CompanyId ? package.Estimate : null, package.BidForm,
        package.Sealed, package.Openers, package.DeadlineGuardMinutes, package.Version, package.CreatedAt,
        mine is null ? null : InvitationView.Of(mine, project, package));
}
