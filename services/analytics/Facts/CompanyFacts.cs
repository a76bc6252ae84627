using BidForge.Analytics.Storage;
using BidForge.Contracts;
using BidForge.Contracts.Auth;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

/// <summary>Who is on the market with which trades; the newest version of a profile wins.</summary>
internal static class CompanyFact
{
    public static Task WriteAsync(AnalyticsDb db, Guid companyId, CompanyKind kind, IReadOnlyList<string> trades, int version, CancellationToken cancellationToken) => db.WriteAsync(
        """
        insert into companies as c (company_id, kind, trades, version) values ($1, $2, $3, $4)
        on conflict (company_id) do update set kind = excluded.kind, trades = excluded.trades, version = excluded.version
        where c.version < excluded.version
        """,
        cancellationToken, companyId, kind is CompanyKind.Contractor ? "contractor" : "subcontractor", trades.ToArray(), version);
}

internal sealed class CompanyRegisteredFact(AnalyticsDb db) : IEventHandler<CompanyRegistered>
{
    public Task HandleAsync(CompanyRegistered e, CancellationToken cancellationToken) => CompanyFact.WriteAsync(db, e.CompanyId, e.Kind, e.Trades, e.Version, cancellationToken);
}

internal sealed class CompanyProfileFact(AnalyticsDb db) : IEventHandler<CompanyProfileChanged>
{
    public Task HandleAsync(CompanyProfileChanged e, CancellationToken cancellationToken) => CompanyFact.WriteAsync(db, e.CompanyId, e.Kind, e.Trades, e.Version, cancellationToken);
}

/// <summary>Counted only: names and addresses are auth's.</summary>
internal sealed class PersonFact(AnalyticsDb db) : IEventHandler<UserJoined>
{
    public Task HandleAsync(UserJoined message, CancellationToken cancellationToken) => db.WriteAsync(
        "insert into people (user_id, company_id, joined_at) values ($1, $2, $3) on conflict do nothing",
        cancellationToken, message.UserId, message.CompanyId, message.OccurredAt);
}
