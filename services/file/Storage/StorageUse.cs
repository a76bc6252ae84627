using BidForge.Contracts.Files;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Storage;

/// <summary>
/// What a company stores, in the transaction that adds or removes the file: its row is locked until then, so that of uploads at once none slips past the quota.
/// The caller saves and commits.
/// </summary>
internal static class StorageUse
{
    /// <summary>As of now and without a lock, for an early word.</summary>
    public static async Task<long> StoredBytesAsync(this FileDb db, Guid companyId, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<long>($"select bytes as \"Value\" from storage where company_id = {companyId}").ToListAsync(cancellationToken)).SingleOrDefault();

    /// <param name="quota">null for no limit.</param>
    /// <returns>False when it does not fit.</returns>
    public static Task<bool> TakeStorageAsync(this FileDb db, Guid companyId, long bytes, long? quota, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var most = quota ?? long.MaxValue;
        return db.TellAsync(
            $"""
            insert into storage as s (company_id, bytes, version) select {companyId}, {bytes}, 1 where {bytes} <= {most}
            on conflict (company_id) do update set bytes = s.bytes + excluded.bytes, version = s.version + 1 where s.bytes + excluded.bytes <= {most}
            returning bytes, version
            """,
            companyId, now, cancellationToken);
    }

    public static Task GiveStorageBackAsync(this FileDb db, Guid companyId, long bytes, DateTimeOffset now, CancellationToken cancellationToken) => db.TellAsync(
        $"update storage set bytes = greatest(0, bytes - {bytes}), version = version + 1 where company_id = {companyId} returning bytes, version", companyId, now, cancellationToken);

    private static async Task<bool> TellAsync(this FileDb db, FormattableString change, Guid companyId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await db.Database.SqlQuery<Level>(change).ToListAsync(cancellationToken)).SingleOrDefault() is not { } level)
            return false;
        db.AddEvent(new StorageChanged(companyId, level.Bytes, level.Version, now));
        return true;
    }

    /// <summary>A row as it is now.</summary>
    private sealed record Level(long Bytes, long Version);
}
