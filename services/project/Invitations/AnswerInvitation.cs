using BidForge.Contracts.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Projects.Invitations;

/// <param name="Answer">willBid or declined.</param>
/// <param name="Reason">Shown to the contractor.</param>
internal sealed record AnswerInput(InvitationStatus Answer, string? Reason = null);

internal static class AnswerInvitation
{
    /// <summary>Says whether the company will bid; it may change its mind until the due time. 404 <c>invitation.not-found</c>; 409 <c>package.past-due</c>, <c>package.cancelled</c>.</summary>
    public static async Task<Results<Ok<InvitationView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, AnswerInput input, Caller caller, ProjectDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(input.Answer is InvitationStatus.WillBid or InvitationStatus.Declined, "answer", "Must be willBid or declined.")
            .OptionalText("reason", input.Reason, 1000);
        if (errors.Any)
            return errors.ToProblem();
        if (await db.LockOwnInvitationAsync(packageId, caller, cancellationToken) is not { } invitation)
            return Refusals.NoInvitation();
        var now = time.Now();
        var seen = await db.PackageOfAsync(invitation, cancellationToken);
        if (seen.Package.WhyNotOpen(now) is { } refusal)
            return refusal.ToProblem();
        if (invitation.Answer(input.Answer, string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason.Trim(), now))
        {
            db.AddAnswered(invitation, seen, input.Answer is InvitationStatus.WillBid ? InvitationAnswer.WillBid : InvitationAnswer.Declined, now);
            await db.SaveChangesAsync(cancellationToken);
        }
        return TypedResults.Ok(InvitationView.Of(invitation, seen.Project, seen.Package));
    }
}
