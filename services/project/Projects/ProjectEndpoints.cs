using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Projects.Projects;

internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup("/projects").WithTags("Projects");
        projects.MapGet("/", ListProjects.HandleAsync).DescribesQuery(
            ("scope", "mine (default of contractors): own projects in any state; open (default of subcontractors): what is on the market for the company"),
            ("query", "Words that all must be in name, description, place, package titles or trades; the last may be the beginning of a word"),
            ("trade", "Code of a trade that a package is of"),
            ("status", "draft, published, closed, awarded or cancelled; open lists show published ones unless told otherwise"),
            ("latitude", "WGS 84 degrees; with longitude"),
            ("longitude", "WGS 84 degrees; with latitude"),
            ("withinKm", "Distance from latitude and longitude, 1 to 5000; 100 unless told otherwise"),
            ("dueAfter", "Next due time at or after this RFC 3339 date-time"),
            ("dueBefore", "Next due time before this RFC 3339 date-time"),
            ("sort", "due: the nearest next due time first; newest: the last published (own: created) first, always so for what is closed, awarded or cancelled"));
        projects.MapGet("/{projectId:guid}", GetProject.HandleAsync);
        projects.MapGet("/{projectId:guid}/history", GetHistory.HandleAsync).DescribesQuery().RequireAuthorization(Policies.Contractor);

        var posting = routes.MapWrites("/projects").WithTags("Projects").RequireAuthorization(Policies.ContractorEstimator);
        posting.MapPost("/", CreateProject.HandleAsync);
        posting.MapPut("/{projectId:guid}", ChangeProject.HandleAsync);
        posting.MapPost("/{projectId:guid}/publish", PublishProject.HandleAsync);
        posting.MapPost("/{projectId:guid}/cancel", CancelProject.HandleAsync);
    }
}
