using BidForge.Analytics.Storage;
using BidForge.Contracts.Projects;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

/// <summary>The newest version of a package's terms wins.</summary>
internal sealed class PackageTermsFact(AnalyticsDb db) : IEventHandler<PackageTermsChanged>
{
    public Task HandleAsync(PackageTermsChanged message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into packages as p (package_id, project_id, company_id, project_name, title, trade, status, currency, due_at, time_zone, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (package_id) do update set
            project_name = excluded.project_name, title = excluded.title, trade = excluded.trade, status = excluded.status,
            currency = excluded.currency, due_at = excluded.due_at, time_zone = excluded.time_zone, version = excluded.version
        where p.version < excluded.version
        """,
        cancellationToken, message.PackageId, message.ProjectId, message.CompanyId, message.ProjectName, message.Title, message.Trade,
        message.Status switch { PackageStatus.Draft => "draft", PackageStatus.Published => "published", _ => "cancelled" },
        message.Currency, message.DueAt, message.TimeZone, message.Version);
}

/// <summary>Deleted stays deleted, whichever terms arrive later.</summary>
internal sealed class PackageDeletedFact(AnalyticsDb db) : IEventHandler<PackageDeleted>
{
    public Task HandleAsync(PackageDeleted message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into packages (package_id, project_id, company_id, deleted) values ($1, $2, $3, true)
        on conflict (package_id) do update set deleted = true
        """,
        cancellationToken, message.PackageId, message.ProjectId, message.CompanyId);
}
