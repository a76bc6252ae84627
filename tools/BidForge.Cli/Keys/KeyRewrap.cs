using BidForge.Ledger;
using Npgsql;

namespace BidForge.Cli.Keys;

/// <summary>Wraps the keys of packages anew under the current master key of a key file. Bids are not touched; bidding goes on. Can be stopped and started again at any time.</summary>
internal sealed class KeyRewrap(KeyFile file)
{
    private const string Take = """
        select slot, package_id, master_id, wrapped from package_keys where master_id <> $1 limit 500 for update skip locked
        """;

    private const string Put = """
        update package_keys k set master_id = $1, wrapped = n.wrapped
        from unnest($2::smallint[], $3::uuid[], $4::bytea[]) n (slot, package_id, wrapped)
        where k.slot = n.slot and k.package_id = n.package_id
        """;

    private readonly FileMasterKeys masters = new(file);

    /// <summary>How many keys of a shard are still under an older master key.</summary>
    public async Task<long> LeftAsync(NpgsqlDataSource shard, CancellationToken cancellationToken)
    {
        await using var command = shard.CreateCommand("select count(*) from package_keys where master_id <> $1");
        command.Parameters.Add(new() { Value = masters.CurrentId });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Does one batch in one transaction.</summary>
    /// <returns>How many were wrapped anew; 0 when nothing is left.</returns>
    /// <exception cref="KeyNotFoundException">A key is under a master key that the file lacks.</exception>
    public async Task<int> StepAsync(NpgsqlDataSource shard, CancellationToken cancellationToken)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (slots, packages, wrapped) = (new List<short>(), new List<Guid>(), new List<byte[]>());
        await using (var take = new NpgsqlCommand(Take, connection) { Parameters = { new() { Value = masters.CurrentId } } })
        await using (var row = await take.ExecuteReaderAsync(cancellationToken))
            while (await row.ReadAsync(cancellationToken))
            {
                slots.Add(row.GetInt16(0));
                packages.Add(row.GetGuid(1));
                wrapped.Add(Rewrap(row.GetGuid(1), new(row.GetString(2), row.GetFieldValue<byte[]>(3))));
            }
        await using var put = new NpgsqlCommand(Put, connection)
        {
            Parameters = { new() { Value = masters.CurrentId }, new() { Value = slots.ToArray() }, new() { Value = packages.ToArray() }, new() { Value = wrapped.ToArray() } },
        };
        await put.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return packages.Count;
    }

    private byte[] Rewrap(Guid packageId, WrappedKey old)
    {
        var bound = packageId.ToByteArray(bigEndian: true);
        return masters.Wrap(masters.Unwrap(old, bound), bound).Bytes;
    }
}
