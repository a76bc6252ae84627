using BidForge.Contracts.Projects;
using BidForge.Files.Storage;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Access;

/// <summary>Keeps who posted a package, whether it is on the market and for whom. An older version changes nothing, but that it was published counts whenever heard.</summary>
internal sealed class PackageTermsHandler(FileDb db) : IEventHandler<PackageTermsChanged>
{
    public Task HandleAsync(PackageTermsChanged message, CancellationToken cancellationToken)
    {
        var visibility = message.Visibility is Visibility.Public ? "public" : "invited";
        var published = message.Status is PackageStatus.Published;
        return db.Database.ExecuteSqlAsync($"""
            insert into packages as known (id, company_id, visibility, published, due_at, version)
            values ({message.PackageId}, {message.CompanyId}, {visibility}, {published}, {message.DueAt}, {message.Version})
            on conflict (id) do update set
                published = known.published or excluded.published,
                visibility = case when excluded.version > known.version then excluded.visibility else known.visibility end,
                due_at = case when excluded.version > known.version then excluded.due_at else known.due_at end,
                version = greatest(excluded.version, known.version)
            where known.company_id = excluded.company_id
            """, cancellationToken);
    }
}
