using BidForge.Bids.Bidding;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Leveling;

internal static class GetEstimate
{
    private const string Query = """
        select e.line_item_id, e.amount from package_terms t
        left join estimates e on e.slot = t.slot and e.package_id = t.package_id
        where t.slot = $1 and t.package_id = $2 and t.contractor_id = $3
        order by e.line_item_id
        """;

    /// <summary>The contractor's own estimate; empty until there is one.</summary>
    public static async Task<Results<Ok<Estimate>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, BidStore store, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var rows = await store.ListAsync(
            slot, caller.CompanyId, () => Sql.Command(Query, (short)slot, packageId, caller.CompanyId),
            row => row.IsDBNull(0) ? null : new LineEstimate(row.GetGuid(0), row.GetDecimal(1)), cancellationToken);
        if (rows.Count is 0)
            return BidRefusals.PackageNotFound();
        var amounts = rows.OfType<LineEstimate>().ToList();
        return TypedResults.Ok(new Estimate(
            amounts.FindAll(line => line.LineItemId != OwnFigures.WholePackage), amounts.Find(line => line.LineItemId == OwnFigures.WholePackage)?.Amount));
    }
}
