using BidForge.Bids.Bidding;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Board;

/// <param name="Total">After opening only: until then the bid itself has it.</param>
/// <param name="Rank">After the award, where the contractor shows ranks.</param>
internal sealed record BoardItem(
    Guid BidId, Guid PackageId, Guid ProjectId, string PackageTitle, string ProjectName, string ContractorName, DateTimeOffset DueAt, string TimeZone,
    BidStatus Status, int Revision, bool NeedsReconfirmation, decimal? Total, int? Rank, string Currency, DateTimeOffset UpdatedAt);

internal static class ListBoard
{
    private const string Query = """
        select bid_id, package_id, project_id, package_title, project_name, contractor_name, due_at, time_zone, status, revision,
            needs_reconfirmation, total, rank, currency, updated_at
        from board
        where slot = $1 and company_id = $2 and ($3::text is null or status = $3)
            and ($4::timestamptz is null or (updated_at, bid_id) < ($4, $5))
        order by updated_at desc, bid_id desc limit $6
        """;

    private sealed record Key(DateTimeOffset UpdatedAt, Guid BidId);

    /// <summary>My bids over all packages, latest change first. Answered by the bidder's own shard, a moment behind the bids themselves.</summary>
    public static async Task<Results<Ok<Page<BoardItem>>, ProblemHttpResult>> HandleAsync(
        Caller caller, BidStore store, CancellationToken cancellationToken, string? status = null, string? cursor = null, int limit = Cursor.DefaultLimit)
    {
        var errors = new FieldErrors().Require(limit is >= 1 and <= Cursor.MaximumLimit, "limit", $"Must be between 1 and {Cursor.MaximumLimit}.");
        BidStatus wanted = default;
        errors.Require(
            status is null || Enum.TryParse(status, ignoreCase: true, out wanted) && Enum.IsDefined(wanted) && !char.IsAsciiDigit(status[0]),
            "status", "Must be submitted, withdrawn, opened, awarded or notSelected.");
        errors.Require(Cursor.TryRead<Key>(cursor, out var after), "cursor", "Is not a cursor of this list.");
        if (errors.Any)
            return errors.ToProblem();

        var slot = Slots.Of(caller.CompanyId);
        var rows = await store.ListAsync(
            slot, caller.CompanyId,
            () => Sql.Command(
                Query, (short)slot, caller.CompanyId, Sql.Text(status is null ? null : Words.Of(wanted)),
                Sql.Time(after?.UpdatedAt), Sql.Uuid(after?.BidId), limit + 1),
            Read, cancellationToken);
        return TypedResults.Ok(Page<BoardItem>.Of(rows, limit, row => row, row => new Key(row.UpdatedAt, row.BidId)));
    }

    private static BoardItem Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Time(6), row.GetString(7),
        Enum.Parse<BidStatus>(row.GetString(8), ignoreCase: true), row.GetInt32(9), row.GetBoolean(10), row.OptionalValue<decimal>(11),
        row.OptionalValue<int>(12), row.GetString(13), row.Time(14));
}
