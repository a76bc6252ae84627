using BidForge.Analytics.Storage;
using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

internal sealed class AddendumFact(AnalyticsDb db) : IEventHandler<AddendumIssued>
{
    public Task HandleAsync(AddendumIssued message, CancellationToken cancellationToken) => db.WriteAsync(
        "insert into addenda (addendum_id, package_id, contractor_id, issued_at) values ($1, $2, $3, $4) on conflict do nothing",
        cancellationToken, message.AddendumId, message.PackageId, message.CompanyId, message.OccurredAt);
}

internal sealed class DocumentFact(AnalyticsDb db) : IEventHandler<FileStored>
{
    public Task HandleAsync(FileStored message, CancellationToken cancellationToken) => db.WriteAsync(
        "insert into documents (file_id, package_id, contractor_id, bytes, stored_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
        cancellationToken, message.FileId, message.PackageId, message.CompanyId, message.Size, message.OccurredAt);
}

/// <summary>Not who asked: the figures are about how quickly contractors answer.</summary>
internal sealed class QuestionFact(AnalyticsDb db) : IEventHandler<QuestionAsked>
{
    public Task HandleAsync(QuestionAsked message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into questions as q (question_id, package_id, contractor_id, asked_at) values ($1, $2, $3, $4)
        on conflict (question_id) do update set asked_at = excluded.asked_at
        """,
        cancellationToken, message.QuestionId, message.PackageId, message.ContractorId, message.OccurredAt);
}

/// <summary>The first answer counts. May come before its question.</summary>
internal sealed class QuestionAnsweredFact(AnalyticsDb db) : IEventHandler<QuestionAnswered>
{
    public Task HandleAsync(QuestionAnswered message, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into questions as q (question_id, package_id, contractor_id, answered_at) values ($1, $2, $3, $4)
        on conflict (question_id) do update set answered_at = least(q.answered_at, excluded.answered_at)
        """,
        cancellationToken, message.QuestionId, message.PackageId, message.ContractorId, message.OccurredAt);
}
