using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Projects;

internal static class ChangeProject
{
    /// <summary>Replaces a project's details; needs <c>If-Match</c>. 404 <c>project.not-found</c>; 409 <c>project.cancelled</c>, <c>project.published</c> for another currency; 412 and 428.</summary>
    public static async Task<Results<Ok<ProjectView>, ProblemHttpResult>> HandleAsync(
        Guid projectId, ProjectInput input, Precondition precondition, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (input.Check() is { Any: true } errors)
            return errors.ToProblem();
        if (await db.LockProjectAsync(projectId, caller.CompanyId, cancellationToken) is not { } project)
            return Refusals.NoProject();
        if (precondition.Refuse(project.Version) is { } stale)
            return stale;
        var packages = await db.Packages.Where(p => p.ProjectId == projectId && p.CompanyId == caller.CompanyId).ToListAsync(cancellationToken);
        var before = (project.Name, project.Description, project.Place, project.TimeZone, project.Visibility, project.Currency, project.Budget);
        if (project.Change(input, packages) is { } refusal)
            return refusal.ToProblem();

        var now = time.Now();
        db.Add(HistoryEntry.Of(caller, projectId, HistoryAction.ProjectChanged, now, changes: new FieldChanges()
            .Add("name", before.Name, project.Name)
            .Add("description", before.Description, project.Description)
            .Add("place", before.Place, project.Place)
            .Add("timeZone", before.TimeZone, project.TimeZone)
            .Add("visibility", before.Visibility, project.Visibility)
            .Add("currency", before.Currency, project.Currency)
            .Add("budget", before.Budget, project.Budget)
            .ToList()));
        db.AddTerms(project, now, packages.Where(package => db.Entry(package).State is EntityState.Modified));
        db.TouchLists(project);
        await db.SaveChangesAsync(cancellationToken);
        Precondition.Tag(context, project.Version);
        return TypedResults.Ok(ProjectView.OfOwn(project, packages, now));
    }
}
