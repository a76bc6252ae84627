using BidForge.Analytics.Storage;
using BidForge.Contracts.Projects;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

internal sealed class ProjectPublishedFact(AnalyticsDb db) : IEventHandler<ProjectPublished>
{
    public Task HandleAsync(ProjectPublished message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into projects as p (project_id, company_id, name, published_at) values ($1, $2, $3, $4)
        on conflict (project_id) do update set name = excluded.name, published_at = excluded.published_at
        """,
        cancellationToken, message.ProjectId, message.CompanyId, message.Name, message.OccurredAt);
}

internal sealed class ProjectCancelledFact(AnalyticsDb db) : IEventHandler<ProjectCancelled>
{
    public Task HandleAsync(ProjectCancelled message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into projects as p (project_id, company_id, name, cancelled_at) values ($1, $2, $3, $4)
        on conflict (project_id) do update set cancelled_at = excluded.cancelled_at
        """,
        cancellationToken, message.ProjectId, message.CompanyId, message.ProjectName, message.OccurredAt);
}
