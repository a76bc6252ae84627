using BidForge.Analytics.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Analytics.Subcontractors;

internal static class ReadSubcontractor
{
    // A bid of the company with where it stands; $1 is the company.
    private const string Mine = """
        with mine as (
            select b.*, a.package_id is not null as won, l.bid_id is not null as lost, o.bid_id is not null as opened,
                   p.status is not distinct from 'cancelled' as cancelled
            from bids b
            left join standing_awards a on a.package_id = b.package_id and a.bid_id = b.bid_id and a.winner_id = $1
            left join standing_losses l on l.bid_id = b.bid_id
            left join opened_bids o on o.bid_id = b.bid_id and o.package_id = b.package_id
            left join packages p on p.package_id = b.package_id
            where b.bidder_id = $1 and not b.withdrawn
        )
        """;

    /// <summary>The caller's company in figures: invitations, pipeline, hit rate. Figures follow events within moments.</summary>
    public static async Task<Ok<SubcontractorNumbers>> HandleAsync(Caller caller, StandbyReads reads, CancellationToken cancellationToken) => TypedResults.Ok(
        await reads.ReadAsync($"{caller.CompanyId:N}", [], (database, stop) => ReadAsync(caller.CompanyId, database, stop), cancellationToken));

    private static async Task<SubcontractorNumbers> ReadAsync(Guid company, NpgsqlConnection database, CancellationToken cancellationToken)
    {
        var (invited, viewed, willBid, declined) = (await database.ReadAsync(
            """
            select count(*), count(viewed_at), count(*) filter (where answer = 'willBid'), count(*) filter (where answer = 'declined')
            from invitations where company_id = $1
            """,
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancellationToken, company))[0];
        var trades = await TradesAsync(company, database, cancellationToken);
        var lookedAt = (await database.ReadAsync(
            $"{Mine} select count(*) from mine m where exists (select from looks l where l.bid_id = m.bid_id and l.bidder_id = $1)",
            row => row.GetInt64(0), cancellationToken, company))[0];
        var sums = await database.ReadAsync(
            "select currency, count(*), sum(amount) from standing_awards where winner_id = $1 group by currency order by count(*) desc, currency",
            row => new WonSum(row.GetString(0), row.GetInt64(1), row.GetDecimal(2)), cancellationToken, company);
        var pipeline = await PipelineAsync(company, database, cancellationToken);
        var (submitted, won, lost, pending) = (trades.Sum(t => t.Figures.Submitted), trades.Sum(t => t.Figures.Won), trades.Sum(t => t.Figures.Lost), trades.Sum(t => t.Pending));
        return new(
            invited, viewed, willBid, declined, submitted, lookedAt, won, lost, pending, Rates.Of(won, won + lost),
            sums.Count is 0 ? 0 : sums[0].Amount, sums.Count is 0 ? null : sums[0].Currency, sums, pipeline,
            [.. trades.Select(t => t.Figures).Where(figures => figures.Trade.Length > 0)]);
    }

    // A bid whose first event has not arrived has no trade yet; it counts in the sums already.
    private static Task<List<(SubcontractorTrade Figures, long Pending)>> TradesAsync(Guid company, NpgsqlConnection database, CancellationToken cancellationToken) => database.ReadAsync(
        $"""
        {Mine}
        select coalesce(trade, '') as trade, count(*), count(*) filter (where won), count(*) filter (where lost and not won),
               count(*) filter (where not won and not lost and not cancelled)
        from mine group by 1 order by 2 desc, 1
        """,
        row => (
            new SubcontractorTrade(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Rates.Of(row.GetInt64(2), row.GetInt64(2) + row.GetInt64(3))),
            row.GetInt64(4)),
        cancellationToken, company);

    private static Task<List<PipelineItem>> PipelineAsync(Guid company, NpgsqlConnection database, CancellationToken cancellationToken) => database.ReadAsync(
        $"""
        {Mine}, stages as (
            select package_id, title, project_name, due_at, time_zone,
                   case when won then 'won' when lost then 'lost' when opened then 'opened' else 'submitted' end as stage
            from mine
            union all
            select package_id, title, project_name, due_at, time_zone, case when answer = 'willBid' then 'willBid' else 'invited' end
            from invitations i
            where company_id = $1 and answer is distinct from 'declined'
              and not exists (select 1 from mine m where m.package_id = i.package_id)
        )
        select s.package_id, coalesce(p.title, s.title), coalesce(p.project_name, s.project_name), coalesce(p.due_at, s.due_at) as due,
               coalesce(p.time_zone, s.time_zone, 'UTC'), s.stage
        from stages s
        left join packages p on p.package_id = s.package_id
        where coalesce(p.due_at, s.due_at) is not null
          and (s.stage in ('won', 'lost', 'opened') or p.status is distinct from 'cancelled')
          and (s.stage not in ('invited', 'willBid') or coalesce(p.due_at, s.due_at) > now())
        order by due desc, s.package_id
        limit 500
        """,
        row => new PipelineItem(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4), row.GetString(5)),
        cancellationToken, company);
}
