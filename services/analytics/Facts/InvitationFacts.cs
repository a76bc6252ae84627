using BidForge.Analytics.Storage;
using BidForge.Contracts.Projects;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

internal sealed class InvitationFact(AnalyticsDb db) : IEventHandler<CompanyInvited>
{
    public Task HandleAsync(CompanyInvited message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into invitations as i (package_id, company_id, contractor_id, project_name, title, trade, due_at, time_zone, invited_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (package_id, company_id) do update set
            trade = excluded.trade, due_at = excluded.due_at, time_zone = excluded.time_zone, invited_at = least(i.invited_at, excluded.invited_at)
        """,
        cancellationToken, message.PackageId, message.CompanyId, message.ContractorId, message.ProjectName, message.PackageTitle, message.Trade,
        message.DueAt, message.TimeZone, message.OccurredAt);
}

/// <summary>The first look and the last answer count. An answer that arrives before its invitation stands for the invitation until then.</summary>
internal sealed class AnswerFact(AnalyticsDb db) : IEventHandler<InvitationAnswered>
{
    public Task HandleAsync(InvitationAnswered message, CancellationToken cancellationToken)
    {
        var answer = message.Answer switch { InvitationAnswer.WillBid => "willBid", InvitationAnswer.Declined => "declined", _ => null };
        return db.WriteAsync(
            """
            insert into invitations as i (package_id, company_id, contractor_id, project_name, title, viewed_at, answer, answered_at)
            values ($1, $2, $3, $4, $5, $6, $7::text, case when $7::text is not null then $6::timestamptz end)
            on conflict (package_id, company_id) do update set
                viewed_at = least(i.viewed_at, excluded.viewed_at),
                answer = case when excluded.answered_at > coalesce(i.answered_at, '-infinity') then excluded.answer else i.answer end,
                answered_at = greatest(i.answered_at, excluded.answered_at)
            """,
            cancellationToken, message.PackageId, message.CompanyId, message.ContractorId, message.ProjectName, message.PackageTitle,
            message.OccurredAt, answer);
    }
}
