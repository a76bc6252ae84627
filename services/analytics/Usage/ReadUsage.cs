using BidForge.Analytics.Storage;
using BidForge.Contracts;
using BidForge.ServiceDefaults.Plans;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Analytics.Usage;

internal static class ReadUsage
{
    // Storage of a month in which no file came or went is what it was before.
    private const string Months = """
        select to_char(month, 'YYYY-MM'),
               coalesce(sum(amount) filter (where feature = 'requests'), 0)::bigint,
               coalesce(sum(amount) filter (where feature = 'bids'), 0)::bigint,
               coalesce((select s.amount from usage_days s where s.company_id = $1 and s.feature = 'storage' and s.day < month + interval '1 month' order by s.day desc limit 1), 0)
        from generate_series($2::date - interval '11 months', $2::date, interval '1 month') as month
        left join usage_days u on u.company_id = $1 and u.feature in ('requests', 'bids') and u.day >= month and u.day < month + interval '1 month'
        group by month order by month desc
        """;

    /// <summary>The caller's company's use of this month against its plan, and of the last twelve months. Bids and files follow within moments, requests within some seconds.</summary>
    public static async Task<Ok<UsageView>> HandleAsync(
        Caller caller, StandbyReads reads, IOptions<QuotaOptions> quotas, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (months, plan, stored) = await reads.ReadAsync(
            $"{caller.CompanyId:N}", [], (database, stop) => ReadAsync(caller.CompanyId, UsageMonth.StartOf(now), database, stop), cancellationToken);
        var included = quotas.Value.Of(plan);
        months[0] = months[0] with { StorageBytes = stored };
        return TypedResults.Ok(new UsageView(
            plan, months[0].Month, UsageMonth.EndOf(now),
            new(months[0].Requests, Limit(included.RequestsPerMonth)), new(months[0].Bids, Limit(included.BidsPerMonth)), new(stored, Limit(included.StorageBytes)),
            [.. months.Where(month => month is not { Requests: 0, Bids: 0, StorageBytes: 0 })]));
    }

    private static async Task<(List<MonthOfUse> Months, Plan Plan, long Stored)> ReadAsync(
        Guid company, DateTimeOffset month, NpgsqlConnection database, CancellationToken cancellationToken)
    {
        var months = await database.ReadAsync(
            Months, row => new MonthOfUse(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancellationToken, company, Meter.DayOf(month));
        var (plan, stored) = (await database.ReadAsync(
            "select (select plan from plans where company_id = $1), coalesce((select bytes from storage_levels where company_id = $1), 0)",
            row => (row.IsDBNull(0) ? Plan.Free : Enum.Parse<Plan>(row.GetString(0), ignoreCase: true), row.GetInt64(1)), cancellationToken, company))[0];
        return (months, plan, stored);
    }

    private static long? Limit(long limit) => limit is 0 ? null : limit;
}
