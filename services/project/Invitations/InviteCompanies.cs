using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Packages;
using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Invitations;

/// <param name="CompanyIds">1 to 200 companies; one named twice is invited once.</param>
internal sealed record InviteInput(IReadOnlyList<Guid> CompanyIds);

/// <summary>Who was invited now, and who was not.</summary>
internal sealed record InviteResult(IReadOnlyList<InvitationView> Data, IReadOnlyList<SkippedCompany> Skipped);

internal sealed record SkippedCompany(Guid CompanyId, SkipReason Reason);

internal enum SkipReason
{
    AlreadyInvited,
    UnknownCompany,
    NotSubcontractor,
}

internal static class InviteCompanies
{
    public const int Maximum = 200;

    /// <summary>Invites subcontractors to a published package and says whom it skipped and why. 404 <c>package.not-found</c>; 409 <c>package.not-published</c>, <c>package.past-due</c>, <c>package.cancelled</c>.</summary>
    public static async Task<Results<Ok<InviteResult>, ProblemHttpResult>> HandleAsync(
        Guid packageId, InviteInput input, Caller caller, ProjectDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (input.CompanyIds.Count is 0 or > Maximum)
            return Problem.Invalid("companyIds", $"Must have 1 to {Maximum} ids.");
        var now = time.Now();
        if (await db.LockPackageAsync(packageId, caller.CompanyId, cancellationToken) is not ({ } project, { } package))
            return Refusals.NoPackage();
        if (package.WhyNotOpen(now) is { } refusal)
            return refusal.ToProblem();

        Guid[] asked = [.. input.CompanyIds.Distinct()];
        var companies = await db.Companies.AsNoTracking().Where(c => asked.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var invited = await db.Invitations.Where(i => i.PackageId == packageId).Select(i => i.CompanyId).ToHashSetAsync(cancellationToken);
        var skipped = asked.Select(id => new { id, reason = WhyNot(id) }).Where(s => s.reason is not null)
            .Select(s => new SkippedCompany(s.id, s.reason!.Value)).ToList();
        var added = asked.Except(skipped.Select(s => s.CompanyId)).Select(id => new Invitation
        {
            Id = Guid.CreateVersion7(now),
            PackageId = packageId,
            ProjectId = project.Id,
            ContractorId = caller.CompanyId,
            CompanyId = id,
            CompanyName = companies[id].Name,
            InvitedAt = now,
        }).ToList();
        if (invited.Count + added.Count > Invitation.MaximumPerPackage)
            return Refusal.PackageTooManyInvitations.ToProblem();

        foreach (var invitation in added)
        {
            db.Add(invitation);
            db.AddEvent(new CompanyInvited(
                invitation.Id, packageId, project.Id, project.CompanyId, project.CompanyName, invitation.CompanyId, invitation.CompanyName,
                project.Name, package.Title, package.Trade, package.DueAt, project.TimeZone, now));
            db.TouchedLists.Add(ListTags.Of(invitation.CompanyId));
        }
        if (added.Count > 0)
            db.Add(HistoryEntry.Of(caller, project.Id, HistoryAction.CompaniesInvited, now, packageId, [.. added.Select(i => new FieldChange("invited", null, i.CompanyName))]));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new InviteResult(added.ConvertAll(invitation => InvitationView.Of(invitation, project, package)), skipped));

        SkipReason? WhyNot(Guid id) =>
            invited.Contains(id) ? SkipReason.AlreadyInvited
            : !companies.TryGetValue(id, out var company) ? SkipReason.UnknownCompany
            : company.Kind is not CompanyKind.Subcontractor ? SkipReason.NotSubcontractor
            : null;
    }
}
