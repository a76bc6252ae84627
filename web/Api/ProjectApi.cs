using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>Projects: the board, one project, and what its contractor does with it.</summary>
internal sealed class ProjectApi(Gateway gateway)
{
    public Task<Page<Project>> SearchAsync(ProjectSearch search, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Project>>(
            new Query("/projects").Add("scope", search.Scope).Add("query", search.Query).Add("trade", search.Trade)
                .Add("status", search.Status).Add("latitude", search.Latitude).Add("longitude", search.Longitude)
                .Add("withinKm", search.WithinKm).Add("dueAfter", search.DueAfter, "O").Add("dueBefore", search.DueBefore, "O")
                .Add("sort", search.Sort).Add("cursor", search.Cursor).Add("limit", search.Limit),
            cancellationToken);

    public Task<Project> GetAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Project>($"/projects/{id}", cancellationToken);

    public Task<Project> CreateAsync(ProjectInput project, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Project>(HttpMethod.Post, "/projects", project, write, cancellationToken);

    public Task<Project> ChangeAsync(Guid id, ProjectInput project, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Project>(HttpMethod.Put, $"/projects/{id}", project, write, cancellationToken);

    public Task PublishAsync(Guid id, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, $"/projects/{id}/publish", null, write, cancellationToken);

    public Task CancelAsync(Guid id, string reason, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, $"/projects/{id}/cancel", new { reason }, write, cancellationToken);
}
