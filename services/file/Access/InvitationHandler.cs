using BidForge.Contracts.Projects;
using BidForge.Files.Storage;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Access;

/// <summary>An invited company may read the documents.</summary>
internal sealed class InvitationHandler(FileDb db) : IEventHandler<CompanyInvited>
{
    public Task HandleAsync(CompanyInvited message, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"insert into invitations (package_id, company_id) values ({message.PackageId}, {message.CompanyId}) on conflict do nothing", cancellationToken);
}
