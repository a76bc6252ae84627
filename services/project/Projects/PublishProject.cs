using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Projects;

internal static class PublishProject
{
    /// <summary>Puts a draft with all its packages on the market; again is no error. 404 <c>project.not-found</c>; 409 <c>project.no-packages</c>, <c>package.past-due</c>, <c>project.cancelled</c>.</summary>
    public static async Task<Results<Ok<ProjectView>, ProblemHttpResult>> HandleAsync(
        Guid projectId, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (await db.LockProjectAsync(projectId, caller.CompanyId, cancellationToken) is not { } project)
            return Refusals.NoProject();
        var now = time.Now();
        var packages = await db.Packages.Where(p => p.ProjectId == projectId && p.CompanyId == caller.CompanyId).ToListAsync(cancellationToken);
        var draft = !project.IsPublished;
        if (project.Publish(packages, now) is { } refusal)
            return refusal.ToProblem();
        if (draft)
        {
            db.Add(HistoryEntry.Of(caller, projectId, HistoryAction.ProjectPublished, now));
            db.AddEvent(new ProjectPublished(projectId, project.CompanyId, project.CompanyName, project.Name, project.Place, project.Visibility, now));
            db.AddTerms(project, now, packages);
            db.TouchLists(project);
            await db.SaveChangesAsync(cancellationToken);
        }
        Precondition.Tag(context, project.Version);
        return TypedResults.Ok(ProjectView.OfOwn(project, packages, now));
    }
}
