using BidForge.Contracts.Bids;
using BidForge.Messaging;
using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Packages;

/// <summary>Notes that a package's bids are open.</summary>
internal sealed class BidsOpenedHandler(ProjectDb db) : IEventHandler<BidsOpened>
{
    public async Task HandleAsync(BidsOpened message, CancellationToken cancellationToken)
    {
        if (await db.LockPackageAsync(message.PackageId, message.ContractorId, cancellationToken) is ({ }, { } package))
            package.Opened(message.OpenedAt);
    }
}

/// <summary>Notes the award; with its last package the project is awarded.</summary>
internal sealed class PackageAwardedHandler(ProjectDb db) : IEventHandler<PackageAwarded>
{
    public Task HandleAsync(PackageAwarded message, CancellationToken cancellationToken) =>
        db.SettleAsync(message.PackageId, message.ContractorId, package => package.Awarded(message.AwardedAt), cancellationToken);
}

/// <summary>Notes that an award was taken back; the project is open again.</summary>
internal sealed class AwardUndoneHandler(ProjectDb db) : IEventHandler<AwardUndone>
{
    public Task HandleAsync(AwardUndone message, CancellationToken cancellationToken) =>
        db.SettleAsync(message.PackageId, message.ContractorId, package => package.AwardUndone(message.AwardedAt), cancellationToken);
}

internal static class Settlement
{
    public static async Task SettleAsync(this ProjectDb db, Guid packageId, Guid contractorId, Action<Package> note, CancellationToken cancellationToken)
    {
        if (await db.LockPackageAsync(packageId, contractorId, cancellationToken) is not ({ } project, { } package))
            return;
        note(package);
        project.Settle(await db.Packages.Where(p => p.ProjectId == project.Id && p.CompanyId == project.CompanyId).ToListAsync(cancellationToken));
        db.TouchLists(project);
    }
}
