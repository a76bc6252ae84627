using BidForge.Notifications.Storage;

namespace BidForge.Notifications.Delivery;

/// <summary>The time zones of packages, for events that do not carry them.</summary>
internal sealed class Zones(NotificationDb db)
{
    /// <summary>The package's zone; UTC while the package's terms have not arrived.</summary>
    public async Task<string> OfAsync(Guid packageId, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch().Add("select time_zone from packages where package_id = $1", packageId);
        return await batch.ExecuteScalarAsync(cancellationToken) as string ?? "UTC";
    }

    public async Task LearnAsync(Guid packageId, string timeZone, int version, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch().Add(
            """
            insert into packages as p (package_id, time_zone, version) values ($1, $2, $3)
            on conflict (package_id) do update set time_zone = excluded.time_zone, version = excluded.version where p.version < excluded.version
            """,
            packageId, timeZone, version);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
