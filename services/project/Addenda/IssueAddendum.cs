using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Packages;
using BidForge.Projects.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Addenda;

internal static class IssueAddendum
{
    /// <summary>
    /// Changes a published package before its due time and says what changed. <c>If-Match</c> with the package's version is honoured where it is sent.
    /// 404 <c>package.not-found</c>; 409 <c>package.past-due</c>, <c>package.deadline-near</c> (both with <c>receivedAt</c> and <c>dueAt</c>, the latter with
    /// the <c>leastDueAt</c> to extend to), <c>package.not-published</c>, <c>package.cancelled</c>.
    /// </summary>
    public static async Task<Results<Created<AddendumView>, ProblemHttpResult>> HandleAsync(
        Guid packageId, AddendumInput input, Precondition precondition, Caller caller, ProjectDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (input.Check(time.Now()) is { Any: true } errors)
            return errors.ToProblem();
        if (await db.LockPackageAsync(packageId, caller.CompanyId, cancellationToken) is not ({ } project, { } package))
            return Refusals.NoPackage();
        if (precondition != new Precondition(null, false) && precondition.Refuse(package.Version) is { } stale)
            return stale;
        var now = await db.ReadClockAsync(cancellationToken);
        var previousDueAt = package.DueAt;
        if (package.Amend(input.BidForm?.ToBidForm(), input.DueAt?.ToMicroseconds(), now, out var changes) is { } refusal)
            return refusal.ToProblem(AddendumTimes.Of(package, now));

        var addendum = new Addendum
        {
            Id = Guid.CreateVersion7(now),
            PackageId = packageId,
            Number = 1 + (await db.Addenda.Where(a => a.PackageId == packageId).MaxAsync(a => (int?)a.Number, cancellationToken) ?? 0),
            Title = input.Title.Trim(),
            Text = input.Text.Trim(),
            IssuedAt = now,
            ScopeVersion = package.ScopeVersion,
            PreviousDueAt = previousDueAt,
            DueAt = package.DueAt,
            Changes = changes,
        };
        db.Add(addendum);
        db.Add(HistoryEntry.Of(
            caller, project.Id, HistoryAction.AddendumIssued, now, packageId, [.. changes.Select(change => new FieldChange(change.Kind, null, change.Description))]));
        db.AddTerms(project, now, package);
        db.AddEvent(new AddendumIssued(
            addendum.Id, packageId, project.Id, project.CompanyId, project.Name, package.Title, addendum.Number, addendum.Title, addendum.ScopeVersion,
            previousDueAt, addendum.DueAt, project.TimeZone, changes, now));
        db.TouchLists(project);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/packages/{packageId}/addenda", AddendumView.Of(addendum));
    }
}
