using BidForge.Contracts.Projects;
using BidForge.Files.Storage;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Access;

/// <summary>A deleted draft takes its documents with it; their bytes go with the next sweep of orphans. The package stays marked, whatever comes late.</summary>
internal sealed class PackageDeletedHandler(FileDb db, TimeProvider time) : IEventHandler<PackageDeleted>
{
    public async Task HandleAsync(PackageDeleted message, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into packages as known (id, company_id, visibility, published, deleted, due_at, version)
            values ({message.PackageId}, {message.CompanyId}, 'invited', false, true, {message.OccurredAt}, 0)
            on conflict (id) do update set deleted = true where known.company_id = excluded.company_id
            """, cancellationToken);
        var freed = await db.Database.SqlQuery<long>($"""
            with deleted as (
                delete from files where package_id = {message.PackageId} and company_id = {message.CompanyId} and purpose = 'document' returning size, counted)
            select coalesce(sum(size) filter (where counted), 0)::bigint as "Value" from deleted
            """).ToListAsync(cancellationToken);
        if (freed[0] > 0)
            await db.GiveStorageBackAsync(message.CompanyId, freed[0], time.GetUtcNow(), cancellationToken);
    }
}
