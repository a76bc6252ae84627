using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Projects;

/// <param name="Reason">Told to everybody concerned.</param>
internal sealed record CancelInput(string Reason);

internal static class CancelProject
{
    /// <summary>Ends a project with all its packages. 404 <c>project.not-found</c>; 409 <c>project.cancelled</c>.</summary>
    public static async Task<Results<Ok<ProjectView>, ProblemHttpResult>> HandleAsync(
        Guid projectId, CancelInput input, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors().Text("reason", input.Reason, 1000);
        if (errors.Any)
            return errors.ToProblem();
        if (await db.LockProjectAsync(projectId, caller.CompanyId, cancellationToken) is not { } project)
            return Refusals.NoProject();
        var packages = await db.Packages.Where(p => p.ProjectId == projectId && p.CompanyId == caller.CompanyId).ToListAsync(cancellationToken);
        if (project.Cancel(packages) is { } refusal)
            return refusal.ToProblem();

        var now = time.Now();
        var reason = input.Reason.Trim();
        db.Add(HistoryEntry.Of(caller, projectId, HistoryAction.ProjectCancelled, now, changes: new FieldChanges().Add("reason", null, reason).ToList()));
        db.AddTerms(project, now, packages);
        db.AddEvent(new ProjectCancelled(projectId, project.CompanyId, project.Name, reason, [.. packages.Select(package => package.Id)], now));
        db.TouchLists(project);
        await db.SaveChangesAsync(cancellationToken);
        Precondition.Tag(context, project.Version);
        return TypedResults.Ok(ProjectView.OfOwn(project, packages, now));
    }
}
