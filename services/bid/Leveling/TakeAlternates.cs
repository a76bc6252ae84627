using BidForge.Bids.Bidding;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Leveling;

/// <param name="Taken">All alternates that count; the others are left out.</param>
internal sealed record TakenInput(IReadOnlyList<Guid> Taken);

internal static class TakeAlternates
{
    private const string Delete = "delete from taken_alternates where slot = $1 and package_id = $2 and contractor_id = $3";

    private const string Insert = """
        insert into taken_alternates (slot, package_id, alternate_id, contractor_id) select $1, $2, id, $3 from unnest($4::uuid[]) id
        """;

    /// <summary>
    /// Says which alternates count; every bid's total follows. Private to the contractor, and settled by the award (409 <c>package.already-awarded</c>).
    /// Answers the sheet as it is then.
    /// </summary>
    public static async Task<Results<Ok<Sheet>, ProblemHttpResult>> HandleAsync(
        Guid packageId, TakenInput input, Caller caller, HttpContext context, BidStore store, Keys keys, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var written = await store.WriteOnceAsync<Sheet>(
            slot, caller.CompanyId, key, (connection, token) => WriteAsync(connection, slot, packageId, input, caller, keys, token), cancellationToken);
        return written.Value is { } sheet ? TypedResults.Ok(sheet) : written.Refusal!;
    }

    private static async Task<Written<Sheet>> WriteAsync(
        NpgsqlConnection connection, int slot, Guid packageId, TakenInput input, Caller caller, Keys keys, CancellationToken cancellationToken)
    {
        var (found, package) = await connection.LockedAsync(slot, packageId, caller, keys, cancellationToken);
        if (!found)
            return BidRefusals.PackageNotFound();
        if (package is null)
            return LevelBids.NotOpened();
        if (package.Awarded)
            return LevelBids.AlreadyAwarded();
        var errors = new FieldErrors();
        for (var index = 0; index < input.Taken.Count; index++)
            errors.Require(package.Form.Alternates.Any(known => known.Id == input.Taken[index]), $"taken[{index}]", "Is not an alternate of the bid form.");
        if (errors.Any)
            return errors.ToProblem();

        await connection.ExecuteAsync(
            [
                Sql.Command(Delete, (short)slot, packageId, caller.CompanyId),
                Sql.Command(Insert, (short)slot, packageId, caller.CompanyId, input.Taken.Distinct().ToArray()),
            ],
            cancellationToken);
        return (await connection.LeveledAsync(slot, packageId, caller, keys, cancellationToken)).Opened!.ToSheet();
    }
}
