using System.Text.Json;
using BidForge.Bids.Bidding;
using BidForge.Bids.Storage;
using BidForge.Contracts;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace BidForge.Bids.Leveling;

internal static class PutEstimate
{
    private const string Form = """
        select s.bid_form::text from package_terms t
        join package_scopes s on s.slot = t.slot and s.package_id = t.package_id and s.scope_version = t.scope_version
        where t.slot = $1 and t.package_id = $2 and t.contractor_id = $3
        """;

    private const string Delete = "delete from estimates where slot = $1 and package_id = $2 and contractor_id = $3";

    private const string Insert = """
        insert into estimates (slot, package_id, contractor_id, line_item_id, amount) select $1, $2, $3, * from unnest($4::uuid[], $5::numeric[])
        """;

    /// <summary>Keeps the estimate, in place of the one before. May be done at any time, best before opening.</summary>
    public static async Task<Results<Ok<Estimate>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Estimate input, Caller caller, HttpContext context, BidStore store, CancellationToken cancellationToken)
    {
        var (key, refusal) = WriteKey.Read(context, required: false);
        if (refusal is not null)
            return refusal;
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var written = await store.WriteOnceAsync<Estimate>(
            slot, caller.CompanyId, key, (connection, token) => WriteAsync(connection, slot, packageId, input, caller, token), cancellationToken);
        return written.Value is { } estimate ? TypedResults.Ok(estimate) : written.Refusal!;
    }

    private static async Task<Written<Estimate>> WriteAsync(
        NpgsqlConnection connection, int slot, Guid packageId, Estimate input, Caller caller, CancellationToken cancellationToken)
    {
        if (await FormAsync(connection, slot, packageId, caller, cancellationToken) is not { } form)
            return BidRefusals.PackageNotFound();
        if (input.Check(form) is { Any: true } errors)
            return errors.ToProblem();
        var amounts = input.Lines.Select(line => (line.LineItemId, line.Amount)).ToList();
        if (input.Amount is { } whole)
            amounts.Add((OwnFigures.WholePackage, whole));
        await connection.ExecuteAsync(
            [
                Sql.Command("select lock_package($1, true)", packageId),
                Sql.Command(Delete, (short)slot, packageId, caller.CompanyId),
                Sql.Command(Insert, (short)slot, packageId, caller.CompanyId, amounts.Select(item => item.LineItemId).ToArray(), amounts.Select(item => item.Amount).ToArray()),
            ],
            cancellationToken);
        return input;
    }

    private static async Task<BidForm?> FormAsync(NpgsqlConnection connection, int slot, Guid packageId, Caller caller, CancellationToken cancellationToken)
    {
        await using var batch = connection.BatchOf([Sql.Command(Form, (short)slot, packageId, caller.CompanyId)]);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? JsonSerializer.Deserialize<BidForm>(row.GetString(0), EventJson.Options) : null;
    }
}
