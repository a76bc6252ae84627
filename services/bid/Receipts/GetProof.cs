using BidForge.Bids.Bidding;
using BidForge.Bids.Leveling;
using BidForge.Bids.Opening;
using BidForge.Bids.Storage;
using BidForge.Ledger;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Receipts;

internal static class GetProof
{
    private const string Package = """
        select o.tree_size, o.root_hash, t.contractor_id,
            exists (select from archived_history h where h.slot = b.slot and h.package_id = b.package_id)
        from bids b
        join package_terms t on t.slot = b.slot and t.package_id = b.package_id
        left join openings o on o.slot = b.slot and o.package_id = b.package_id
        where b.slot = $1 and b.bid_id = $2 and b.bidder_id = $3
        """;

    /// <summary>
    /// Shows that an act on one's own bid is under the root that the opening published (RFC 9162, 2.1.3); of the latest act unless <paramref name="revision"/> names
    /// another. 409 <c>package.not-opened</c> before.
    /// </summary>
    public static async Task<Results<Ok<InclusionProof>, ProblemHttpResult>> HandleAsync(
        Guid bidId, Caller caller, BidStore store, CancellationToken cancellationToken, int? revision = null)
    {
        if (await OwnRevision.FindAsync(store, bidId, revision, caller, cancellationToken) is not { } own || !SlottedId.TryGetSlot(bidId, out var slot))
            return await OwnRevision.MissingAsync(store, bidId, revision, caller, cancellationToken);
        var found = await store.ListAsync(
            slot, caller.CompanyId, () => Sql.Command(Package, (short)slot, bidId, caller.CompanyId),
            row => (Size: row.OptionalValue<int>(0), Root: row.Optional<byte[]>(1), Contractor: row.GetGuid(2), Archived: row.GetBoolean(3)), cancellationToken);
        if (found is not [{ Root: { } root, Size: { } size } opened])
            return LevelBids.NotOpened();

        // The acts of other bidders are read as the contractor, who may see them now; only their hashes leave this method.
        var leaves = await store.ListAsync(
            slot, opened.Contractor, () => Acceptances.Command(slot, own.Revision.PackageId), row => BidRevision.Read(row, 0).ToReceipt().LeafHash(), cancellationToken);
        var receipt = own.Revision.ToReceipt();
        var index = leaves.FindIndex(leaf => leaf.AsSpan().SequenceEqual(receipt.LeafHash()));
        if (leaves.Count < size && opened.Archived)
            return BidRefusals.Archived();
        if (index < 0 || leaves.Count != size || !MerkleTree.Root(leaves.ToArray()).AsSpan().SequenceEqual(root))
            throw new InvalidOperationException($"The acts on package {own.Revision.PackageId} are not those that its root was made of.");
        return TypedResults.Ok(new InclusionProof(
            receipt, Convert.ToHexStringLower(leaves[index]), index, size,
            [.. MerkleTree.InclusionPath(index, leaves.ToArray()).Select(Convert.ToHexStringLower)], Convert.ToHexStringLower(root)));
    }
}
