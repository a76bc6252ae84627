using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Contracts.Bids;
using BidForge.Messaging;
using BidForge.Bids.Terms;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Opening;

/// <summary>
/// One transaction under the package's exclusive lock: every submit that was accepted has committed and is opened, and none comes after.
/// The clock is read behind that lock, as it is for a submit. Bids, log and root become visible at the one instant of its commit.
/// </summary>
internal sealed class PackageOpening(int slot, Guid packageId, Opener opener, Keys keys)
{
    private const string Unlocked = """
        select status, due_at, time_zone, opened_at, version, clock_timestamp() from package_terms where slot = $1 and package_id = $2 and contractor_id = $3
        """;

    /// <summary>How many bids this call opened; null where it opened nothing.</summary>
    public int? Opened { get; private set; }

    private const string MarkBids = """
        update bids b set status = 'opened', total = o.total, change = b.change + 1
        from unnest($3::uuid[], $4::numeric[]) o (bid_id, total)
        where b.slot = $1 and b.package_id = $2 and b.bid_id = o.bid_id
        """;

    private const string Insert = """
        insert into openings (
            slot, package_id, contractor_id, opened_at, opened_by, opened_by_name, due_at, bid_count, tree_size, root_hash, signing_key, signature, override_reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string Approve = """
        insert into opening_approvals (slot, package_id, user_id, contractor_id, user_name, approved_at) values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing
        """;

    /// <summary>
    /// Looks at the package without a lock first, so that who asks too early holds up no bidder, and asks whether the deadline really is over before the lock,
    /// which no call to another service may hold.
    /// </summary>
    /// <exception cref="UnavailableException">It can't be known now whether the deadline was extended.</exception>
    public async Task<Written<OpeningView>> OpenAsync(BidStore store, Deadlines deadlines, WriteKey? key, CancellationToken cancellationToken)
    {
        var found = await store.ListAsync(
            slot, opener.ContractorId, () => Sql.Command(Unlocked, (short)slot, packageId, opener.ContractorId),
            row => (Status: row.GetString(0), DueAt: row.Time(1), Zone: row.GetString(2), Opened: !row.IsDBNull(3), Version: row.GetInt32(4), Now: row.Time(5)),
            cancellationToken);
        if (found is not [var terms])
            return BidRefusals.PackageNotFound();
        if (!terms.Opened)
        {
            if (Refuse(terms.Status, terms.DueAt, terms.Zone, terms.Now) is { } refusal)
                return refusal;
            await deadlines.RequireOverAsync(packageId, terms.Version, cancellationToken);
        }
        return await store.WriteOnceAsync<OpeningView>(
            slot, opener.ContractorId, key, (connection, token) => RunAsync(connection, terms.Version, token), cancellationToken);
    }

    private async Task<Written<OpeningView>> RunAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        Opened = null;
        var found = await LockedPackage.ReadAsync(connection, slot, packageId, opener, keys, cancellationToken);
        if (found is null)
            return BidRefusals.PackageNotFound();
        if (found.Terms.OpenedAt is null)
        {
            if (Refuse(found.Terms.Status, found.Terms.DueAt, found.Terms.TimeZone, found.Now) is { } refusal)
                return refusal;
            if (found.Terms.Version != version)
                throw new UnavailableException($"The terms of package {packageId} have just changed.");
            var opens = found.MayOpen(opener);
            await connection.ExecuteAsync(opens ? Writes(found) : [Approval(found)], cancellationToken);
            Opened = opens ? found.Bids.Count : null;
        }

        await using var batch = connection.BatchOf(OpeningQuery.Commands(slot, packageId, opener.ContractorId, mayBid: false));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return (await OpeningQuery.ReadAsync(reader, opener.ContractorId, cancellationToken))!;
    }

    private static ProblemHttpResult? Refuse(string status, DateTimeOffset dueAt, string timeZone, DateTimeOffset now)
    {
        if (status is not "published")
            return BidRefusals.PackageNotOpen();
        return now < dueAt
            ? Problem.Conflict(
                "package.not-due", "The bids can't be opened before the due time.", $"It is {now:O}; bids are due at {dueAt:O}.",
                [new("serverTime", now), new("dueAt", dueAt), new("timeZone", timeZone)])
            : null;
    }

    private NpgsqlBatchCommand Approval(LockedPackage found) => Sql.Command(
        Approve, (short)slot, packageId, opener.UserId, opener.ContractorId, opener.Name, Sql.Time(found.Now));

    private IEnumerable<NpgsqlBatchCommand> Writes(LockedPackage found)
    {
        var (terms, now) = (found.Terms, found.Now);
        var (root, bids) = (found.Root(keys), found.Bids);
        if (opener.OverrideReason is null)
            yield return Approval(found);
        yield return Sql.Command(MarkBids, (short)slot, packageId, bids.Select(bid => bid.BidId).ToArray(), bids.Select(bid => bid.Total).ToArray());
        yield return Sql.Command(
            Insert, (short)slot, packageId, opener.ContractorId, Sql.Time(now), opener.UserId, opener.Name, Sql.Time(terms.DueAt), bids.Count,
            root.Root.TreeSize, Convert.FromHexString(root.Root.RootHash), root.Root.KeyId, root.Signature, Sql.Text(opener.OverrideReason));
        yield return Sql.Command("update package_terms set opened_at = $3 where slot = $1 and package_id = $2", (short)slot, packageId, Sql.Time(now));
        yield return OutboxCommand.Create(
            new BidsOpened(
                packageId, terms.ProjectId, opener.ContractorId, terms.ContractorName, terms.ProjectName, terms.Title, terms.Trade, terms.Currency,
                terms.DueAt, now, bids),
            slot);
        yield return Sql.Command("select board_changed($1, $2, null)", (short)slot, packageId);
    }
}
