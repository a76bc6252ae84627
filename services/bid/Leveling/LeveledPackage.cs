using System.Text.Json;
using BidForge.Bids.Bidding;
using BidForge.Bids.Disclosure;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Contracts;
using BidForge.Ledger;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Tokens;
using Npgsql;

namespace BidForge.Bids.Leveling;

/// <summary>A package whose bids its contractor may see, with all that is compared; read in one round trip.</summary>
/// <param name="OpenedAt">Null for a package that shows its bids as they come and has not been opened.</param>
internal sealed record LeveledPackage(
    Guid PackageId, Guid ProjectId, string ContractorName, string ProjectName, string Title, string Trade, string Currency, DateTimeOffset DueAt,
    string TimeZone, int ScopeVersion, DateTimeOffset? OpenedAt, bool Awarded, bool Cancelled, BidForm Form, bool Sealed, WrappedKey Key)
{
    private const string Terms = """
        select t.package_id, t.project_id, t.contractor_name, t.project_name, t.title, t.trade, t.currency, t.due_at, t.time_zone, t.scope_version, t.opened_at,
            exists (select from awards a where a.slot = t.slot and a.package_id = t.package_id), s.bid_form::text,
            t.sealed, k.master_id, k.wrapped, t.status = 'cancelled'
        from package_terms t
        join package_scopes s on s.slot = t.slot and s.package_id = t.package_id and s.scope_version = t.scope_version
        join package_keys k on k.slot = t.slot and k.package_id = t.package_id
        where t.slot = $1 and t.package_id = $2 and t.contractor_id = $3
        """;

    private const string Bids = """
        select b.bid_id, b.bidder_id, b.bidder_name, b.status, b.scope_version, b.document, s.amount from bids b
        left join stated_totals s on s.slot = b.slot and s.bid_id = b.bid_id
        where b.slot = $1 and b.package_id = $2 and b.contractor_id = $3 and (b.status in ('opened', 'awarded', 'notSelected')
            or b.status = 'submitted' and exists (select from package_terms t where t.slot = $1 and t.package_id = $2 and not t.sealed))
            -- No price without a line in the bidder's disclosure log: whoever asks has been noted just before.
            and (b.bidder_id is null or exists (select from views v where v.slot = b.slot and v.bid_id = b.bid_id and v.viewer_id = $4))
        order by b.accepted_at, b.bid_id
        """;

    private const string Plugs = "select bid_id, line_item_id, amount from plugs where slot = $1 and package_id = $2 and contractor_id = $3";

    private const string Taken = "select alternate_id from taken_alternates where slot = $1 and package_id = $2 and contractor_id = $3";

    private const string Estimates = "select line_item_id, amount from estimates where slot = $1 and package_id = $2 and contractor_id = $3";

    public IReadOnlyList<LeveledBid> Opened { get; init; } = [];

    public OwnFigures Own { get; init; } = OwnFigures.None;

    public Sheet ToSheet() => LevelingSheet.Of(this);

    /// <summary>Takes the package exclusively, and notes that its bids are seen. First in a transaction that changes what was opened.</summary>
    public static NpgsqlBatchCommand[] Lock(int slot, Guid packageId, Caller caller) =>
    [
        Sql.Command("select lock_package($1, true)", packageId),
        Sql.Command("select from package_terms where slot = $1 and package_id = $2 and contractor_id = $3 for update", (short)slot, packageId, caller.CompanyId),
        Views.Record(slot, packageId, null, caller),
    ];

    /// <summary>To be sent behind <see cref="Views.Record"/>: bids that the caller was not noted for are left out.</summary>
    public static NpgsqlBatchCommand[] Commands(int slot, Guid packageId, Caller caller) =>
    [
        Sql.Command(Terms, (short)slot, packageId, caller.CompanyId),
        Sql.Command(Bids, (short)slot, packageId, caller.CompanyId, caller.UserId),
        Sql.Command(Plugs, (short)slot, packageId, caller.CompanyId),
        Sql.Command(Taken, (short)slot, packageId, caller.CompanyId),
        Sql.Command(Estimates, (short)slot, packageId, caller.CompanyId),
    ];

    /// <summary>What came of it: not there (or not the caller's), still sealed, or the package.</summary>
    public static async Task<(bool Found, LeveledPackage? Opened)> ReadAsync(NpgsqlDataReader reader, Keys keys, CancellationToken cancellationToken)
    {
        var terms = await reader.RowsAsync(row => row.IsDBNull(10) && row.GetBoolean(13) ? null : ReadTerms(row), cancellationToken);
        if (terms is not [{ } package])
            return (terms.Count is 1, null);
        var key = keys.PackageKey(package.PackageId, package.Key);
        var bids = await reader.NextRowsAsync(row => ReadBid(row, key), cancellationToken);
        var plugs = await reader.NextRowsAsync(row => (Key: (row.GetGuid(0), row.GetGuid(1)), Amount: row.GetDecimal(2)), cancellationToken);
        var taken = await reader.NextRowsAsync(row => row.GetGuid(0), cancellationToken);
        var estimates = await reader.NextRowsAsync(row => (LineItemId: row.GetGuid(0), Amount: row.GetDecimal(1)), cancellationToken);
        return (true, package with
        {
            Opened = bids,
            Own = new(
                plugs.ToDictionary(plug => plug.Key, plug => plug.Amount), taken.ToHashSet(),
                estimates.ToDictionary(estimate => estimate.LineItemId, estimate => estimate.Amount)),
        });
    }

    private static LeveledPackage ReadTerms(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.Time(7),
        row.GetString(8), row.GetInt32(9), row.OptionalValue<DateTimeOffset>(10), row.GetBoolean(11), row.GetBoolean(16),
        JsonSerializer.Deserialize<BidForm>(row.GetString(12), EventJson.Options)!, row.GetBoolean(13), new(row.GetString(14), row.GetFieldValue<byte[]>(15)));

    private static LeveledBid ReadBid(NpgsqlDataReader row, byte[] key) => new(
        row.GetGuid(0), row.OptionalValue<Guid>(1), row.GetString(2), Enum.Parse<BidStatus>(row.GetString(3), ignoreCase: true), row.GetInt32(4),
        BidDocument.Decode(BidSeal.Open(key, row.GetGuid(0), row.GetFieldValue<byte[]>(5))), row.OptionalValue<decimal>(6));
}
