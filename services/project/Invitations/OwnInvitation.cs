using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Invitations;

/// <summary>The caller's invitation to a package.</summary>
internal static class OwnInvitation
{
    /// <summary>Held until the write is done, so that a look and an answer that come together don't overwrite each other.</summary>
    public static async Task<Invitation?> LockOwnInvitationAsync(this ProjectDb db, Guid packageId, Caller caller, CancellationToken cancellationToken) =>
        (await db.Invitations.FromSql($"select * from invitations where package_id = {packageId} and company_id = {caller.CompanyId} for update")
            .ToListAsync(cancellationToken)).SingleOrDefault();

    public static Task<SeenPackage> PackageOfAsync(this ProjectDb db, Invitation invitation, CancellationToken cancellationToken) =>
        db.PackagesSeenBy(invitation.CompanyId).SingleAsync(seen => seen.Package.Id == invitation.PackageId, cancellationToken);

    public static void AddAnswered(this ProjectDb db, Invitation invitation, SeenPackage seen, InvitationAnswer answer, DateTimeOffset now)
    {
        db.AddEvent(new InvitationAnswered(
            invitation.Id, invitation.PackageId, invitation.ProjectId, invitation.ContractorId, invitation.CompanyId, invitation.CompanyName,
            seen.Project.Name, seen.Package.Title, answer, answer is InvitationAnswer.Viewed ? null : invitation.Reason, now));
        db.TouchedLists.Add(ListTags.Of(invitation.CompanyId));
    }
}
