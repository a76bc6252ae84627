using BidForge.Bids.Bidding;
using BidForge.Bids.Leveling;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Contracts.Bids;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Bids.Award;

/// <param name="Reason">Every bidder reads it.</param>
internal sealed record UndoInput(string Reason);

/// <summary>An award that was taken back.</summary>
internal sealed record Undone(string WinnerName, DateTimeOffset AwardedAt, DateTimeOffset UndoneAt, string Reason);

/// <summary>Takes an award back within the time set, in one transaction with what everybody hears of it. The bids are open again and one of them may be awarded.</summary>
internal sealed class UndoAward(IOptions<AwardOptions> options, BidStore store, Keys keys)
{
    private const string Standing = """
        select bid_id, winner_id, winner_name, awarded_at from awards where slot = $1 and package_id = $2 and contractor_id = $3
        """;

    private const string Insert = """
        insert into award_undos (
            slot, package_id, undone_at, contractor_id, bid_id, winner_id, winner_name, awarded_at, undone_by, undone_by_name, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string MarkBids = """
        update bids set status = 'opened', rank = null, change = change + 1
        where slot = $1 and package_id = $2 and contractor_id = $3 and status in ('awarded', 'notSelected')
        """;

    private sealed record Award(Guid BidId, Guid? WinnerId, string WinnerName, DateTimeOffset AwardedAt);

    /// <summary>
    /// Undoes the award of a package, with a reason that everybody sees. 409 <c>package.not-awarded</c>, and <c>award.undo-expired</c> with both times
    /// once the time set for it is over.
    /// </summary>
    public static Task<Results<Ok<Undone>, ProblemHttpResult>> HandleAsync(
        Guid packageId, UndoInput input, Caller caller, HttpContext context, UndoAward undo, CancellationToken cancellationToken) =>
        undo.RunAsync(packageId, input, caller, context, cancellationToken);

    private async Task<Results<Ok<Undone>, ProblemHttpResult>> RunAsync(
        Guid packageId, UndoInput input, Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        if (new FieldErrors().Text("reason", input.Reason, 2000) is { Any: true } errors)
            return errors.ToProblem();
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var written = await store.WriteOnceAsync<Undone>(
            slot, caller.CompanyId, key, (connection, token) => WriteAsync(connection, slot, packageId, input.Reason.Trim(), caller, token), cancellationToken);
        return written.Value is { } undone ? TypedResults.Ok(undone) : written.Refusal!;
    }

    private async Task<Written<Undone>> WriteAsync(
        NpgsqlConnection connection, int slot, Guid packageId, string reason, Caller caller, CancellationToken cancellationToken)
    {
        var (found, package) = await connection.LockedAsync(slot, packageId, caller, keys, cancellationToken);
        if (!found)
            return BidRefusals.PackageNotFound();
        if (package is null || await StandingAsync(connection, slot, packageId, caller, cancellationToken) is not { } award)
            return Problem.Conflict("package.not-awarded", "This package has no award that could be undone.");
        var now = await connection.NowAsync(cancellationToken);
        var until = award.AwardedAt.AddHours(options.Value.UndoHours);
        if (now >= until)
            return Problem.Conflict(
                "award.undo-expired", "The time for undoing this award is over.", $"It is {now:O}; the award could be undone until {until:O}.",
                [new("serverTime", now), new("undoableUntil", until)]);
        await connection.ExecuteAsync(Writes(slot, package, award, reason, caller, now), cancellationToken);
        return new Undone(award.WinnerName, award.AwardedAt, now, reason);
    }

    private static async Task<Award?> StandingAsync(NpgsqlConnection connection, int slot, Guid packageId, Caller caller, CancellationToken cancellationToken)
    {
        await using var batch = connection.BatchOf([Sql.Command(Standing, (short)slot, packageId, caller.CompanyId)]);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new(row.GetGuid(0), row.OptionalValue<Guid>(1), row.GetString(2), row.Time(3)) : null;
    }

    private static IEnumerable<NpgsqlBatchCommand> Writes(
        int slot, LeveledPackage package, Award award, string reason, Caller caller, DateTimeOffset now) =>
    [
        Sql.Command("delete from awards where slot = $1 and package_id = $2 and contractor_id = $3", (short)slot, package.PackageId, caller.CompanyId),
        Sql.Command(
            Insert, (short)slot, package.PackageId, Sql.Time(now), caller.CompanyId, award.BidId, Sql.Uuid(award.WinnerId), award.WinnerName,
            Sql.Time(award.AwardedAt), caller.UserId, caller.Name, reason),
        Sql.Command(MarkBids, (short)slot, package.PackageId, caller.CompanyId),
        OutboxCommand.Create(
            new AwardUndone(
                package.PackageId, package.ProjectId, caller.CompanyId, award.BidId, award.WinnerId, award.WinnerName, package.ContractorName,
                package.ProjectName, package.Title, caller.Name, reason, award.AwardedAt, now,
                [.. package.Opened.SelectMany(bid => bid.BidderId is { } bidder ? [new OpenBid(bid.BidId, bidder)] : Array.Empty<OpenBid>())]),
            slot),
        Sql.Command("select board_changed($1, $2, null)", (short)slot, package.PackageId),
    ];
}
