using BidForge.Analytics.Storage;
using BidForge.Contracts;
using BidForge.Contracts.Auth;
using BidForge.Messaging;

namespace BidForge.Analytics.Usage;

/// <summary>The newest plan of a company wins; one of which nothing was heard has the free one.</summary>
internal sealed class PlanFact(AnalyticsDb db) : IEventHandler<CompanyPlanChanged>
{
    public Task HandleAsync(CompanyPlanChanged message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into plans as p (company_id, plan, version) values ($1, $2, $3)
        on conflict (company_id) do update set plan = excluded.plan, version = excluded.version where p.version < excluded.version
        """,
        cancellationToken, message.CompanyId, message.Plan switch { Plan.Free => "free", Plan.Pro => "pro", Plan.Enterprise => "enterprise" }, message.Version);
}
