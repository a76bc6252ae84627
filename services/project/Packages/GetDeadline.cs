using BidForge.Contracts.Projects;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Packages;

internal static class GetDeadline
{
    /// <summary>
    /// For the bid service alone; the gateway has no way to it, and it says nothing that a bidder does not know. Waits for whoever is changing the
    /// package's terms, keeps others from beginning to, and asks the clock that they ask: once a deadline is answered as over, no extension follows.
    /// </summary>
    public static async Task<Results<Ok<PackageDeadline>, ProblemHttpResult>> HandleAsync(Guid packageId, ProjectDb db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"select from projects where id = (select project_id from packages where id = {packageId}) for share", cancellationToken);
        var now = await db.ReadClockAsync(cancellationToken);
        var found = await db.Packages.AsNoTracking().Where(package => package.Id == packageId)
            .Select(package => new { package.Version, package.DueAt }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? Refusals.NoPackage() : TypedResults.Ok(new PackageDeadline(found.Version, found.DueAt <= now));
    }
}
