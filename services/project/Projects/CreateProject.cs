using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Projects.Projects;

internal static class CreateProject
{
    /// <summary>Starts a draft that nobody else sees.</summary>
    public static async Task<Results<Created<ProjectView>, ProblemHttpResult>> HandleAsync(
        ProjectInput input, Caller caller, ProjectDb db, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (input.Check() is { Any: true } errors)
            return errors.ToProblem();
        var now = time.Now();
        var project = new Project
        {
            Id = Guid.CreateVersion7(now),
            CompanyId = caller.CompanyId,
            CompanyName = caller.CompanyName,
            Name = input.Name.Trim(),
            Description = input.Description.Trim(),
            Place = input.Place.ToPlace(),
            TimeZone = input.TimeZone,
            Visibility = input.Visibility,
            Currency = input.Currency,
            Budget = input.Budget,
            CreatedAt = now,
        };
        db.Add(project);
        db.Add(HistoryEntry.Of(caller, project.Id, HistoryAction.ProjectCreated, now, changes: new FieldChanges().Add("name", null, project.Name).ToList()));
        db.TouchLists(project);
        await db.SaveChangesAsync(cancellationToken);
        Precondition.Tag(context, project.Version);
        return TypedResults.Created($"/api/v1/projects/{project.Id}", ProjectView.OfOwn(project, [], now));
    }
}
