using BidForge.Contracts.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Projects.Invitations;

internal static class ViewInvitation
{
    /// <summary>Tells the contractor that the company has looked; an answer given before stays. 404 <c>invitation.not-found</c>.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, ProjectDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.LockOwnInvitationAsync(packageId, caller, cancellationToken) is not { } invitation)
            return Refusals.NoInvitation();
        var now = time.Now();
        if (invitation.View(now))
        {
            db.AddAnswered(invitation, await db.PackageOfAsync(invitation, cancellationToken), InvitationAnswer.Viewed, now);
            await db.SaveChangesAsync(cancellationToken);
        }
        return TypedResults.NoContent();
    }
}
