using System.Globalization;
using BidForge.Load.Staging;
using Npgsql;

namespace BidForge.Load.Submitting;

/// <summary>
/// The bid service's own statement for a submit, <c>select ... from write_bid(...)</c>, as a script for pgbench. Parameters go by name; those that are the same for all bids
/// are read from a bid that came in through the service, so that sizes are the same. A new parameter of the function is added here, and only here.
/// </summary>
internal static class PgbenchScript
{
    public static async Task<string> WriteAsync(NpgsqlDataSource shard, IReadOnlyList<Lot> lots, CancellationToken ct)
    {
        var known = await SampleAsync(shard, lots, ct);
        known["p_kind"] = "'submit'";
        known["p_slot"] = $"('{{{string.Join(',', lots.Select(lot => SlotOf(lot.Id)))}}}'::smallint[])[:n]";
        known["p_company"] = "gen_random_uuid()";
        known["p_company_name"] = "'Load company'";
        known["p_key"] = "gen_random_uuid()::text";
        known["p_package"] = $"('{{{string.Join(',', lots.Select(lot => lot.Id))}}}'::uuid[])[:n]";
        known["p_bid"] = "gen_random_uuid()";
        known["p_expected"] = "null";
        known["p_scope_version"] = "1";
        known["p_message"] = "gen_random_uuid()";
        known["p_traceparent"] = "'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'";
        known["p_tracestate"] = "null";
        var arguments = (await NamesAsync(shard, ct)).Select(name =>
            $"{name} => {(known.TryGetValue(name, out var value) ? value : throw new LoadFailure($"write_bid has a parameter that the script does not know: {name}."))}");
        return string.Create(CultureInfo.InvariantCulture, $"\\set n random(1, {lots.Count})\nselect a.* from write_bid({string.Join(", ", arguments)}) a;\n");
    }

    // What the latest bid of the arena was written with, as literals.
    private static async Task<Dictionary<string, string>> SampleAsync(NpgsqlDataSource shard, IReadOnlyList<Lot> lots, CancellationToken ct)
    {
        await using var sample = shard.CreateCommand("""
            select s.form_version::text as p_form_version, quote_literal(b.document) || '::bytea' as p_document,
                quote_literal(b.document_hash) || '::bytea' as p_document_hash, quote_literal(k.request_hash) || '::bytea' as p_request_hash,
                quote_literal(r.signing_key) as p_signing_key
            from bids b
            join bid_revisions r on r.slot = b.slot and r.bid_id = b.bid_id and r.revision = b.revision and r.accepted_at = b.accepted_at
            join package_scopes s on s.slot = b.slot and s.package_id = b.package_id and s.scope_version = b.scope_version
            join idempotency_keys k on k.slot = b.slot and k.bid_id = b.bid_id
            where b.package_id = any ($1) order by b.accepted_at desc limit 1
            """);
        sample.Parameters.Add(new() { Value = lots.Select(lot => lot.Id).ToArray() });
        await using var row = await sample.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
            throw new LoadFailure("There is no bid yet to take the measure of.");
        return Enumerable.Range(0, row.FieldCount).ToDictionary(row.GetName, row.GetString);
    }

    private static async Task<string[]> NamesAsync(NpgsqlDataSource shard, CancellationToken ct)
    {
        await using var names = shard.CreateCommand("select proargnames[1:pronargs] from pg_proc where proname = 'write_bid'");
        return (string[])(await names.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The twelve bits after a UUID's version.</summary>
    private static int SlotOf(Guid id) => Convert.ToInt32(id.ToString("N").Substring(13, 3), 16);
}
