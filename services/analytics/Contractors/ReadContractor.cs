using BidForge.Analytics.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Analytics.Contractors;

internal static class ReadContractor
{
    private const int CoverageShown = 500;

    /// <summary>The caller's company in figures: coverage per package, response rate, what bids cost by trade. Figures follow events within moments.</summary>
    public static async Task<Ok<ContractorNumbers>> HandleAsync(Caller caller, StandbyReads reads, CancellationToken cancellationToken) => TypedResults.Ok(
        await reads.ReadAsync($"{caller.CompanyId:N}", [], (database, stop) => ReadAsync(caller.CompanyId, database, stop), cancellationToken));

    private static async Task<ContractorNumbers> ReadAsync(Guid company, NpgsqlConnection database, CancellationToken cancellationToken)
    {
        var totals = await TotalsAsync(company, database, cancellationToken);
        var questions = await QuestionsAsync(company, database, cancellationToken);
        var awarded = await AwardedAsync(company, database, cancellationToken);
        var coverage = await CoverageAsync(company, database, cancellationToken);
        var trades = await TradesAsync(company, database, cancellationToken);
        return new(
            totals.Projects, totals.Packages, totals.Invited, totals.Answered, Rates.Of(totals.Answered, totals.Invited), questions.Asked, questions.Hours, totals.Opened, totals.Bids,
            awarded.Count is 0 ? 0 : awarded[0].Amount, awarded.Count is 0 ? null : awarded[0].Currency, awarded, coverage, trades);
    }

    private static async Task<(long Projects, long Packages, long Invited, long Answered, long Opened, long Bids)> TotalsAsync(
        Guid companyId, NpgsqlConnection database, CancellationToken cancellationToken) => (await database.ReadAsync(
        """
        select
            (select count(*) from projects where company_id = $1 and published_at is not null),
            (select count(*) from packages where company_id = $1 and status <> 'draft' and not deleted),
            i.invited, i.answered, o.opened, o.bids
        from (select count(*) as invited, count(answer) as answered from invitations where contractor_id = $1) i,
             (select count(distinct o.package_id) as opened, count(b.bid_id) as bids
              from openings o left join opened_bids b on b.package_id = o.package_id where o.contractor_id = $1) o
        """,
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
        cancellationToken, companyId))[0];

    private static async Task<(long Asked, decimal? Hours)> QuestionsAsync(Guid companyId, NpgsqlConnection database, CancellationToken cancellationToken) => (await database.ReadAsync(
        """
        select count(*), round(percentile_exact(array_agg(hours order by hours) filter (where hours is not null), 0.5), 1)
        from (select extract(epoch from answered_at - asked_at) / 3600 as hours from questions where contractor_id = $1) q
        """,
        row => (row.GetInt64(0), row.Maybe<decimal>(1)), cancellationToken, companyId))[0];

    private static Task<List<AwardedSum>> AwardedAsync(Guid companyId, NpgsqlConnection database, CancellationToken cancellationToken) => database.ReadAsync(
        "select currency, count(*), sum(amount) from standing_awards where contractor_id = $1 group by currency order by count(*) desc, currency",
        row => new AwardedSum(row.GetString(0), row.GetInt64(1), row.GetDecimal(2)), cancellationToken, companyId);

    private static Task<List<PackageCoverage>> CoverageAsync(Guid companyId, NpgsqlConnection database, CancellationToken cancellationToken) => database.ReadAsync(
        $"""
        select p.package_id, p.project_id, p.title, p.project_name, p.trade, p.due_at, i.invited, i.viewed, i.will_bid, i.declined,
               q.asked, q.waiting, a.issued, d.stored,
               case when o.package_id is not null then cardinality(b.totals) end,
               b.totals[1], round(percentile_exact(b.totals, 0.5), 2), b.totals[cardinality(b.totals)], p.currency
        from packages p
        cross join lateral (
            select count(*) as invited, count(viewed_at) as viewed,
                   count(*) filter (where answer = 'willBid') as will_bid, count(*) filter (where answer = 'declined') as declined
            from invitations where contractor_id = $1 and package_id = p.package_id) i
        cross join lateral (
            select count(*) as asked, count(*) filter (where answered_at is null) as waiting
            from questions where contractor_id = $1 and package_id = p.package_id) q
        cross join lateral (select count(*) as issued from addenda where package_id = p.package_id) a
        cross join lateral (select count(*) as stored from documents where package_id = p.package_id) d
        left join openings o on o.package_id = p.package_id and o.contractor_id = $1
        cross join lateral (
            select coalesce(array_agg(total order by total), array[]::numeric[]) as totals from opened_bids where package_id = o.package_id) b
        where p.company_id = $1 and p.status <> 'draft' and not p.deleted
        order by p.due_at desc, p.package_id
        limit {CoverageShown}
        """,
        row => new PackageCoverage(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
            row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12),
            row.GetInt64(13), row.Maybe<int>(14), row.Maybe<decimal>(15), row.Maybe<decimal>(16), row.Maybe<decimal>(17), row.GetString(18)),
        cancellationToken, companyId);

    private static Task<List<ContractorTrade>> TradesAsync(Guid companyId, NpgsqlConnection database, CancellationToken cancellationToken) => database.ReadAsync(
        """
        select p.trade, p.currency, count(*),
               (select count(*) from companies c where c.kind = 'subcontractor' and c.trades @> array[p.trade]),
               case when count(o.package_id) > 0 then sum(b.bids)::bigint end,
               round(percentile_exact(array_agg(b.low order by b.low) filter (where b.low is not null), 0.5), 2)
        from packages p
        left join openings o on o.package_id = p.package_id and o.contractor_id = $1
        cross join lateral (select count(*) as bids, min(total) as low from opened_bids where package_id = o.package_id) b
        where p.company_id = $1 and p.status <> 'draft' and not p.deleted
        group by p.trade, p.currency
        order by count(*) desc, p.trade, p.currency
        """,
        row => new ContractorTrade(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.Maybe<long>(4), row.Maybe<decimal>(5)),
        cancellationToken, companyId);
}
