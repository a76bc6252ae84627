using System.Text.Json.Serialization;
using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Leveling;

/// <summary>A bid that came on paper or by mail. May lack lines and answers.</summary>
/// <param name="StatedTotal">What the paper names as its base total. Kept beside the sum of the lines; the sheet flags a difference.</param>
internal sealed record ExternalBidInput(
    string BidderName, DateTimeOffset ReceivedAt, IReadOnlyList<LinePrice> Lines, IReadOnlyList<AlternatePrice> Alternates, IReadOnlyList<QuestionAnswer> Answers,
    string? Notes = null, [property: JsonConverter(typeof(PlainDecimal))] decimal? StatedTotal = null);

internal static class AddExternalBid
{
    private const string Insert = """
        insert into bids (
            slot, bid_id, package_id, contractor_id, bidder_name, status, revision, scope_version, document, document_hash,
            submitted_at, accepted_at, due_at, total, change)
        values ($1, $2, $3, $4, $5, 'opened', 1, $6, $7, $8, $9, $9, $10, $11, 1)
        """;

    private const string State = "insert into stated_totals (slot, bid_id, package_id, contractor_id, amount) values ($1, $2, $3, $4, $5)";

    /// <summary>Enters a bid from outside the system beside the opened ones. It is shown as external, and no company hears of it.</summary>
    public static async Task<Results<Created<Bid>, ProblemHttpResult>> HandleAsync(
        Guid packageId, ExternalBidInput input, Caller caller, HttpContext context, BidStore store, Keys keys, TimeProvider time, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        var errors = BidCheck.Shape(input.Lines, input.Alternates, input.Answers, input.Notes).Text("bidderName", input.BidderName, 200);
        if (input.StatedTotal is { } stated)
            errors.Require(
                stated is >= 0 and <= 999_999_999_999m && decimal.Round(stated, 2) == stated, "statedTotal",
                "Must be 0 or more, with at most 2 decimals and 12 digits before them.");
        if (errors.Any)
            return errors.ToProblem();
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var bidId = SlottedId.New(slot, time.GetUtcNow());
        var written = await store.WriteOnceAsync<Bid>(
            slot, caller.CompanyId, key, (connection, token) => WriteAsync(connection, slot, packageId, bidId, input, caller, keys, token), cancellationToken);
        return written.Value is { } bid ? TypedResults.Created($"/api/v1/bids/{bid.Id}", bid) : written.Refusal!;
    }

    private static async Task<Written<Bid>> WriteAsync(
        NpgsqlConnection connection, int slot, Guid packageId, Guid bidId, ExternalBidInput input, Caller caller, Keys keys, CancellationToken cancellationToken)
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
        if (BidCheck.Against(package.Form, input.Lines, input.Alternates, input.Answers, partial: true) is { Any: true } errors)
            return errors.ToProblem();

        var lines = BidTotals.Price(package.Form, input.Lines);
        var document = new BidDocument(
            packageId, null, package.ScopeVersion, package.Currency, lines, input.Alternates, input.Answers, [],
            string.IsNullOrWhiteSpace(input.Notes) ? null : input.Notes, BidTotals.Base(package.Form, lines), BidDocument.NewSalt());
        var encoded = document.Encode();
        await connection.ExecuteAsync(
            [
                Sql.Command(
                    Insert, (short)slot, bidId, packageId, caller.CompanyId, input.BidderName.Trim(), package.ScopeVersion,
                    BidSeal.Seal(keys.PackageKey(packageId, package.Key), bidId, encoded), BidDocument.Hash(encoded),
                    Sql.Time(input.ReceivedAt), Sql.Time(package.DueAt), document.Total),
                .. input.StatedTotal is { } stated ? [Sql.Command(State, (short)slot, bidId, packageId, caller.CompanyId, stated)] : Array.Empty<NpgsqlBatchCommand>(),
            ],
            cancellationToken);
        return new Bid(
            bidId, packageId, package.ProjectId, caller.CompanyId, null, input.BidderName.Trim(), BidStatus.Opened, 1, package.ScopeVersion, false, [],
            lines, document.Alternates, document.Answers, document.Notes, [], document.Total, package.Currency,
            input.ReceivedAt, input.ReceivedAt, package.DueAt, package.TimeZone, 1);
    }
}
