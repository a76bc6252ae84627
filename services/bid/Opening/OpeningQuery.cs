using System.Text.Json;
using BidForge.Bids.Award;
using BidForge.Bids.Storage;
using BidForge.Messaging;
using Npgsql;

namespace BidForge.Bids.Opening;

/// <summary>Reads how far a package is. Before opening nothing here depends on whether there are bids.</summary>
internal static class OpeningQuery
{
    private const string Package = """
        select t.package_id, t.status, t.due_at, t.time_zone, t.scope_version, t.sealed, t.openers, clock_timestamp(), t.contractor_id,
            o.opened_at, o.opened_by_name, o.override_reason, o.bid_count, o.tree_size, o.root_hash,
            a.bid_id, a.winner_id, a.winner_name, a.amount, a.awarded_at,
            (select jsonb_agg(jsonb_build_object(
                    'winnerName', u.winner_name, 'awardedAt', u.awarded_at, 'undoneAt', u.undone_at, 'reason', u.reason) order by u.undone_at)
                from award_undos u where u.slot = t.slot and u.package_id = t.package_id)::text
        from package_terms t
        left join openings o on o.slot = t.slot and o.package_id = t.package_id
        left join awards a on a.slot = t.slot and a.package_id = t.package_id
        where t.slot = $1 and t.package_id = $2 and t.status <> 'draft' and (
            t.contractor_id = $3
            or $4 and (t.visibility = 'public'
                or exists (select from package_invitees i where i.slot = t.slot and i.package_id = t.package_id and i.company_id = $3)
                or exists (select from bids b where b.slot = t.slot and b.package_id = t.package_id and b.bidder_id = $3)))
        """;

    private const string Approvals = """
        select user_name, approved_at from opening_approvals p
        where slot = $1 and package_id = $2 and (contractor_id = $3 or exists (
            select from openings o where o.slot = p.slot and o.package_id = p.package_id))
        order by approved_at, user_id
        """;

    /// <param name="mayBid">The company is a subcontractor, to whom published packages are shown.</param>
    public static NpgsqlBatchCommand[] Commands(int slot, Guid packageId, Guid companyId, bool mayBid) =>
    [
        Sql.Command(Package, (short)slot, packageId, companyId, mayBid),
        Sql.Command(Approvals, (short)slot, packageId, companyId),
    ];

    /// <summary>null when the company may not see the package. The reader stands before the first row of the first command.</summary>
    public static async Task<OpeningView?> ReadAsync(NpgsqlDataReader reader, Guid companyId, CancellationToken cancellationToken)
    {
        var found = await reader.RowsAsync(row => ReadPackage(row, companyId), cancellationToken);
        var approvals = await reader.NextRowsAsync(row => new ApprovalView(row.GetString(0), row.Time(1)), cancellationToken);
        return found is [var view] ? view with { Approvals = approvals } : null;
    }

    private static OpeningView ReadPackage(NpgsqlDataReader row, Guid companyId)
    {
        var (dueAt, now) = (row.Time(2), row.Time(7));
        var openedAt = row.OptionalValue<DateTimeOffset>(9);
        var award = row.IsDBNull(19) ? null : ReadAward(row, companyId);
        var status = row.GetString(1) is "cancelled" && openedAt is null ? OpeningStatus.Cancelled
            : award is not null ? OpeningStatus.Awarded
            : openedAt is not null ? OpeningStatus.Opened
            : now >= dueAt ? OpeningStatus.Due
            : OpeningStatus.Open;
        return new(
            row.GetGuid(0), status, dueAt, row.GetString(3), row.GetInt32(4), row.GetBoolean(5), row.GetInt16(6), now, [],
            openedAt, row.Optional<string>(10), row.Optional<string>(11) is { } reason ? new(row.GetString(10), reason, openedAt!.Value) : null,
            row.OptionalValue<int>(12), row.OptionalValue<int>(13), row.IsDBNull(14) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(14)), award,
            row.Optional<string>(20) is { } undone ? JsonSerializer.Deserialize<List<Undone>>(undone, EventJson.Options)! : []);
    }

    private static AwardView ReadAward(NpgsqlDataReader row, Guid companyId)
    {
        var party = row.GetGuid(8) == companyId || row.OptionalValue<Guid>(16) == companyId;
        return new(party ? row.GetGuid(15) : null, row.GetString(17), party ? row.GetDecimal(18) : null, row.Time(19));
    }
}
