using BidForge.Bids.Bidding;
using BidForge.Bids.Leveling;
using BidForge.Bids.Storage;
using BidForge.Contracts;
using BidForge.Ledger;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Receipts;

internal static class GetRoot
{
    private const string Query = """
        select t.contractor_id, o.due_at, o.opened_at, o.tree_size, o.root_hash, o.signing_key, o.signature
        from package_terms t
        left join openings o on o.slot = t.slot and o.package_id = t.package_id
        where t.slot = $1 and t.package_id = $2 and t.status <> 'draft' and (
            t.contractor_id = $3
            or $4 and (t.visibility = 'public'
                or exists (select from package_invitees i where i.slot = t.slot and i.package_id = t.package_id and i.company_id = $3)
                or exists (select from bids b where b.slot = t.slot and b.package_id = t.package_id and b.bidder_id = $3)))
        """;

    /// <summary>The signed Merkle root that the opening published; for everybody who may see the package. 409 <c>package.not-opened</c> before.</summary>
    public static async Task<Results<Ok<SignedRoot>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, BidStore store, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var found = await store.ListAsync(
            slot, caller.CompanyId,
            () => Sql.Command(Query, (short)slot, packageId, caller.CompanyId, caller.Kind is CompanyKind.Subcontractor),
            row => row.IsDBNull(2) ? null : new SignedRoot(
                new(packageId, row.GetGuid(0), row.Time(1), row.Time(2), row.GetInt32(3), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)), row.GetString(5)),
                row.GetString(6)),
            cancellationToken);
        return found switch
        {
            [] => BidRefusals.PackageNotFound(),
            [{ } root] => TypedResults.Ok(root),
            _ => LevelBids.NotOpened(),
        };
    }
}
