using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Contracts.Bids;
using BidForge.Ledger;
using Npgsql;

namespace BidForge.Bids.Opening;

/// <summary>A package under its exclusive lock, with all that opening needs. Bids and acts are read only where they may be opened.</summary>
/// <param name="Now">The database's clock behind the lock.</param>
/// <param name="Approvals">Who has approved the opening before.</param>
/// <param name="Acts">Every accepted act on the package in order of acceptance.</param>
internal sealed record LockedPackage(
    Guid PackageId, Guid ContractorId, LockedTerms Terms, DateTimeOffset Now, IReadOnlyList<Guid> Approvals, IReadOnlyList<OpenedBid> Bids, IReadOnlyList<BidRevision> Acts)
{
    private const string Lock = """
        select t.status, t.due_at, t.time_zone, t.opened_at, t.project_id, t.contractor_name, t.project_name, t.title, t.trade, t.currency, t.openers,
            t.version, k.master_id, k.wrapped
        from package_terms t join package_keys k on k.slot = t.slot and k.package_id = t.package_id
        where t.slot = $1 and t.package_id = $2 and t.contractor_id = $3 for update of t
        """;

    private const string Submitted = """
        select bid_id, bidder_id, bidder_name, scope_version, accepted_at, document from bids
        where slot = $1 and package_id = $2 and contractor_id = $3 and status = 'submitted'
        order by accepted_at, bid_id
        """;

    /// <summary>Another administrator's or the contractor's second person, or the only one that the package asks for.</summary>
    public bool MayOpen(Opener opener) =>
        opener.OverrideReason is not null || Approvals.Where(user => user != opener.UserId).Distinct().Count() + 1 >= Terms.Openers;

    /// <summary>The signed root over all acts.</summary>
    public SignedRoot Root(Keys keys)
    {
        var root = MerkleTree.Root([.. Acts.Select(act => act.ToReceipt().LeafHash())]);
        return keys.Sign(new OpeningRoot(PackageId, ContractorId, Terms.DueAt, Now, Acts.Count, Convert.ToHexStringLower(root), keys.SigningKeyId));
    }

    public static async Task<LockedPackage?> ReadAsync(
        NpgsqlConnection connection, int slot, Guid packageId, Opener opener, Keys keys, CancellationToken cancellationToken)
    {
        await using var batch = connection.BatchOf(
        [
            Sql.Command("select lock_package($1, true)", packageId),
            Sql.Command(Lock, (short)slot, packageId, opener.ContractorId),
            Sql.Command("select clock_timestamp()"),
            Sql.Command("select user_id from opening_approvals where slot = $1 and package_id = $2", (short)slot, packageId),
            Sql.Command(Submitted, (short)slot, packageId, opener.ContractorId),
            Acceptances.Command(slot, packageId),
        ]);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var terms = await reader.NextRowsAsync(LockedTerms.Read, cancellationToken);
        var now = (await reader.NextRowsAsync(row => row.Time(0), cancellationToken))[0];
        if (terms is not [var found])
            return null;
        var locked = new LockedPackage(packageId, opener.ContractorId, found, now, await reader.NextRowsAsync(row => row.GetGuid(0), cancellationToken), [], []);
        if (found is not { OpenedAt: null, Status: "published" } || now < found.DueAt || !locked.MayOpen(opener))
            return locked;
        var key = keys.PackageKey(packageId, found.Key);
        var bids = await reader.NextRowsAsync(row => ReadBid(row, key), cancellationToken);
        var acts = await reader.NextRowsAsync(row => BidRevision.Read(row, 0), cancellationToken);
        RequireSame(packageId, bids, acts);
        return locked with { Bids = [.. bids.Select(bid => bid.Bid)], Acts = acts };
    }

    /// <summary>
    /// The root is made of the acts, what the contractor sees is made of the bids: they must be the same, or somebody has changed one of them behind the
    /// service's back, and a bidder's receipt would prove another bid than the one that was opened.
    /// </summary>
    private static void RequireSame(Guid packageId, List<(OpenedBid Bid, byte[] Hash)> bids, List<BidRevision> acts)
    {
        var live = acts.GroupBy(act => act.BidId).Select(acts => acts.MaxBy(act => act.Revision)!).Where(act => act.Kind is not "withdraw")
            .ToDictionary(act => act.BidId);
        if (bids.Count != live.Count || bids.Exists(bid => !live.TryGetValue(bid.Bid.BidId, out var act) || !IsSame(bid, act)))
            throw new InvalidOperationException($"The bids on package {packageId} are not those that were acknowledged. Nothing was opened.");
    }

    private static bool IsSame((OpenedBid Bid, byte[] Hash) bid, BidRevision act) =>
        act.BidderId == bid.Bid.BidderId && act.AcceptedAt == bid.Bid.AcceptedAt && act.ScopeVersion == bid.Bid.ScopeVersion && act.DocumentHash.AsSpan().SequenceEqual(bid.Hash);

    private static (OpenedBid Bid, byte[] Hash) ReadBid(NpgsqlDataReader row, byte[] key)
    {
        var bytes = BidSeal.Open(key, row.GetGuid(0), row.GetFieldValue<byte[]>(5));
        var document = BidDocument.Decode(bytes);
        return (
            new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), document.Total, row.GetInt32(3), row.Time(4), document.Attachments), BidDocument.Hash(bytes));
    }
}
