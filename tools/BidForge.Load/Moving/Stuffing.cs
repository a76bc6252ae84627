using BidForge.Load.Staging;
using BidForge.Load.Wire;
using Npgsql;

namespace BidForge.Load.Moving;

/// <summary>Many bids on one package, copied in SQL from one that was really made: rows to move, which nobody opens.</summary>
internal static class Stuffing
{
    private const string Copies = """
        create temp table made on commit drop as
        select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(b.slot::int), 3, '0') || '8'
            || substr(md5(random()::text || n), 1, 15))::uuid as bid_id, gen_random_uuid() as bidder_id
        from bids b, generate_series(1, $2) n where b.package_id = $1
        """;

    private const string Bids = """
        insert into bids select r.* from (select to_jsonb(b) row from bids b where package_id = $1 limit 1) t, made,
            lateral jsonb_populate_record(null::bids, t.row || to_jsonb(made)) r
        """;

    private const string Revisions = """
        insert into bid_revisions select r.* from (select to_jsonb(b) row from bid_revisions b where package_id = $1 limit 1) t, made,
            lateral jsonb_populate_record(null::bid_revisions, t.row || to_jsonb(made)) r
        """;

    private const string Keys = """
        insert into idempotency_keys select r.* from (
            select to_jsonb(k) row from idempotency_keys k join bids b on b.slot = k.slot and b.bid_id = k.bid_id where b.package_id = $1 and k.bid_id is not null limit 1) t, made,
            lateral jsonb_populate_record(null::idempotency_keys, t.row || jsonb_build_object('key', gen_random_uuid(), 'bid_id', made.bid_id, 'company_id', made.bidder_id)) r
        """;

    public static async Task FillAsync(LoadTarget target, string shard, Trader bidder, Lot lot, int bids, CancellationToken ct)
    {
        using (var wire = await WireConnection.OpenAsync(target.Gateway, ct))
        {
            var answer = await wire.SendAsync(WireRequest.Write("POST", $"/packages/{lot.Id}/bids", bidder.Token, Guid.NewGuid().ToString(), null, lot.Bid.At(10m)), ct);
            if (answer.Status is not 201)
                throw new LoadFailure($"The first bid was answered {answer.Status}.");
        }
        await using var database = NpgsqlDataSource.Create(target.Databases[shard]);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var sql in new[] { Copies, Revisions, Keys, Bids })
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0, Parameters = { new() { Value = lot.Id } } };
            if (sql == Copies)
                command.Parameters.Add(new() { Value = bids });
            await command.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }
}
