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
using Npgsql;

namespace BidForge.Bids.Award;

/// <param name="ShowRanks">Tell each bidder its rank by normalised total, and of how many.</param>
internal sealed record AwardInput(Guid BidId, bool ShowRanks, string? Message = null);

/// <param name="Amount">The winner's base total as bid, with what it asks for the alternates taken.</param>
/// <param name="Alternates">The alternates taken.</param>
internal sealed record Awarded(Guid PackageId, Guid BidId, string WinnerName, decimal Amount, DateTimeOffset AwardedAt, IReadOnlyList<Guid> Alternates);

internal static class AwardPackage
{
    private const string Insert = """
        insert into awards (
            slot, package_id, contractor_id, bid_id, winner_id, winner_name, amount, message, show_ranks, awarded_by, awarded_by_name, awarded_at,
            alternates)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string MarkBids = """
        update bids b set
            status = case when b.bid_id = $3 then 'awarded' else 'notSelected' end, rank = r.rank, change = b.change + 1
        from unnest($4::uuid[], $5::int[]) r (bid_id, rank)
        where b.slot = $1 and b.package_id = $2 and b.bid_id = r.bid_id
        """;

    /// <summary>
    /// Awards an opened package to one bid: one winner, one transaction, and every bidder hears its own result.
    /// 409 <c>package.not-opened</c>, <c>package.cancelled</c>, <c>package.already-awarded</c>; 400 naming <c>bidId</c> when it is no bid on the package.
    /// </summary>
    public static async Task<Results<Ok<Awarded>, ProblemHttpResult>> HandleAsync(
        Guid packageId, AwardInput input, Caller caller, HttpContext context, BidStore store, Keys keys, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        if (new FieldErrors().OptionalText("message", input.Message, 2000) is { Any: true } errors)
            return errors.ToProblem();
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var written = await store.WriteOnceAsync<Awarded>(
            slot, caller.CompanyId, key, (connection, token) => WriteAsync(connection, slot, packageId, input, caller, keys, token), cancellationToken);
        return written.Value is { } awarded ? TypedResults.Ok(awarded) : written.Refusal!;
    }

    private static async Task<Written<Awarded>> WriteAsync(
        NpgsqlConnection connection, int slot, Guid packageId, AwardInput input, Caller caller, Keys keys, CancellationToken cancellationToken)
    {
        var (found, package) = await connection.LockedAsync(slot, packageId, caller, keys, cancellationToken);
        if (!found)
            return BidRefusals.PackageNotFound();
        if (package is null)
            return LevelBids.NotOpened();
        if (package.Cancelled)
            return LevelBids.Cancelled();
        if (package.Awarded)
            return LevelBids.AlreadyAwarded();
        var sheet = package.ToSheet();
        if (sheet.Bids.FirstOrDefault(bid => bid.BidId == input.BidId) is not { } winner)
            return Problem.Invalid("bidId", "Is not a bid on this package.");

        var awardedAt = await connection.NowAsync(cancellationToken);
        await connection.ExecuteAsync(Writes(slot, package, sheet, winner, input, caller, awardedAt), cancellationToken);
        return new Awarded(packageId, winner.BidId, winner.BidderName, Amount(winner), awardedAt, Taken(sheet));
    }

    private static IEnumerable<NpgsqlBatchCommand> Writes(
        int slot, LeveledPackage package, Sheet sheet, SheetBid winner, AwardInput input, Caller caller, DateTimeOffset awardedAt)
    {
        yield return Sql.Command(
            Insert, (short)slot, package.PackageId, caller.CompanyId, winner.BidId, Sql.Uuid(winner.BidderId), winner.BidderName, Amount(winner),
            Sql.Text(input.Message), input.ShowRanks, caller.UserId, caller.Name, Sql.Time(awardedAt), Taken(sheet));
        yield return Sql.Command(
            MarkBids, (short)slot, package.PackageId, winner.BidId, sheet.Bids.Select(bid => bid.BidId).ToArray(),
            sheet.Bids.Select(bid => input.ShowRanks ? (int?)bid.Rank : null).ToArray());
        yield return OutboxCommand.Create(
            new PackageAwarded(
                package.PackageId, package.ProjectId, caller.CompanyId, winner.BidId, winner.BidderId, winner.BidderName, package.ContractorName,
                package.ProjectName, package.Title, package.Trade, Amount(winner), package.Currency, input.Message, awardedAt),
            slot);
        foreach (var bid in sheet.Bids.Where(bid => bid.BidderId is not null && bid.BidId != winner.BidId))
            yield return OutboxCommand.Create(
                new BidNotSelected(
                    package.PackageId, package.ProjectId, caller.CompanyId, bid.BidId, bid.BidderId!.Value, package.ContractorName, package.ProjectName,
                    package.Title, input.ShowRanks ? bid.Rank : null, input.ShowRanks ? sheet.Bids.Count : null, awardedAt),
                slot);
        yield return Sql.Command("select board_changed($1, $2, null)", (short)slot, package.PackageId);
    }

    private static decimal Amount(SheetBid winner) => winner.BaseTotal + winner.AlternateTotal;

    private static Guid[] Taken(Sheet sheet) => [.. sheet.Alternates.Where(alternate => alternate.Taken).Select(alternate => alternate.Id)];
}
