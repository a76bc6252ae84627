using BidForge.Analytics.Storage;
using BidForge.Contracts.Analytics;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Analytics.Contractors;

/// <summary>How the opened bids of a package lie.</summary>
/// <param name="Q1">Quartiles by linear interpolation between the two nearest totals, as PostgreSQL's percentile_cont, in exact decimals rounded to the cent. Prices are absent when no bid came in.</param>
/// <param name="Mean">Rounded to the cent.</param>
/// <param name="Bids">Lowest first.</param>
public sealed record Spread(
    Guid PackageId, string Currency, int Count, decimal? Low, decimal? Q1, decimal? Median, decimal? Q3, decimal? High, decimal? Mean, IReadOnlyList<SpreadBid> Bids);

/// <param name="Total">Base total in the package's currency.</param>
public sealed record SpreadBid(Guid BidId, string BidderName, decimal Total);

internal static class ReadSpread
{
    /// <summary>The spread of a package's bids, for who posted it. 404 <c>package.not-found</c>; 409 <c>package.not-opened</c> before the bids are opened.
    /// What it discloses goes into the bidders' logs, as with the leveling sheet; so it asks the primary, and figures read later are not older.</summary>
    public static async Task<Results<Ok<Spread>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, NpgsqlDataSource primary, LogPositions positions, AnalyticsDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        List<Spread> spread;
        List<SpreadBid> bids;
        await using (var database = await primary.OpenConnectionAsync(cancellationToken))
        {
            spread = await database.ReadAsync(
                """
                select o.currency, cardinality(b.totals), b.totals[1], round(percentile_exact(b.totals, 0.25), 2), round(percentile_exact(b.totals, 0.5), 2),
                       round(percentile_exact(b.totals, 0.75), 2), b.totals[cardinality(b.totals)], b.mean
                from openings o
                cross join lateral (
                    select coalesce(array_agg(total order by total), array[]::numeric[]) as totals, round(avg(total), 2) as mean
                    from opened_bids where package_id = o.package_id) b
                where o.package_id = $1 and o.contractor_id = $2
                """,
                row => new Spread(
                    packageId, row.GetString(0), row.GetInt32(1), row.Maybe<decimal>(2), row.Maybe<decimal>(3), row.Maybe<decimal>(4), row.Maybe<decimal>(5),
                    row.Maybe<decimal>(6), row.Maybe<decimal>(7), []),
                cancellationToken, packageId, caller.CompanyId);
            if (spread.Count is 0)
                return await RefuseAsync(packageId, caller, database, cancellationToken);
            bids = await database.ReadAsync(
                "select bid_id, bidder_name, total from opened_bids where package_id = $1 order by total, bid_id",
                row => new SpreadBid(row.GetGuid(0), row.GetString(1), row.GetDecimal(2)), cancellationToken, packageId);
            await positions.NoteAsync([$"{caller.CompanyId:N}"], database);
        }
        if (bids.Count > 0)
        {
            db.AddEvent(new PricesViewed(packageId, caller.CompanyId, caller.UserId, caller.Name, time.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
        }
        return TypedResults.Ok(spread[0] with { Bids = bids });
    }

    private static async Task<ProblemHttpResult> RefuseAsync(Guid packageId, Caller caller, NpgsqlConnection database, CancellationToken cancellationToken)
    {
        var mine = await database.ReadAsync(
            "select 1 from packages where package_id = $1 and company_id = $2 and not deleted", _ => true, cancellationToken, packageId, caller.CompanyId);
        return mine.Count is 0
            ? Problem.NotFound("package.not-found", "package")
            : Problem.Conflict("package.not-opened", "The bids on this package have not been opened yet.");
    }
}
