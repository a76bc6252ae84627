using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;
using Npgsql;

namespace BidForge.Bids.Leveling;

internal static class LeveledReads
{
    /// <summary>Takes the package exclusively until the transaction ends, and reads it. One that has not been opened is read as not opened, sealed or not.</summary>
    public static async Task<(bool Found, LeveledPackage? Opened)> LockedAsync(
        this NpgsqlConnection connection, int slot, Guid packageId, Caller caller, Keys keys, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(LeveledPackage.Lock(slot, packageId, caller), cancellationToken);
        var (found, package) = await connection.LeveledAsync(slot, packageId, caller, keys, cancellationToken);
        return (found, package?.OpenedAt is null ? null : package);
    }

    public static async Task<(bool Found, LeveledPackage? Opened)> LeveledAsync(
        this NpgsqlConnection connection, int slot, Guid packageId, Caller caller, Keys keys, CancellationToken cancellationToken)
    {
        await using var batch = connection.BatchOf(LeveledPackage.Commands(slot, packageId, caller));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await LeveledPackage.ReadAsync(reader, keys, cancellationToken);
    }
}
