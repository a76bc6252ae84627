using BidForge.Projects.Packages;
using BidForge.Projects.Projects;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Storage;

/// <summary>
/// All writes of a contractor on one project, its packages and addenda wait for each other on the project's row, so that none decides on what another is changing.
/// What is loaded after the lock is the latest.
/// </summary>
internal static class Locks
{
    /// <summary>null when it is not there or not of this company.</summary>
    public static async Task<Project?> LockProjectAsync(this ProjectDb db, Guid projectId, Guid companyId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select from projects where id = {projectId} and company_id = {companyId} for no key update", cancellationToken);
        return await db.Projects.SingleOrDefaultAsync(project => project.Id == projectId && project.CompanyId == companyId, cancellationToken);
    }

    /// <summary>The clock that decides about deadlines; read it once the lock is held.</summary>
    public static Task<DateTimeOffset> ReadClockAsync(this ProjectDb db, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<DateTimeOffset>($"select clock_timestamp() as \"Value\"").SingleAsync(cancellationToken);

    /// <summary>The package and its project, both null when it is not there or not of this company.</summary>
    public static async Task<(Project? Project, Package? Package)> LockPackageAsync(
        this ProjectDb db, Guid packageId, Guid companyId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            select from projects
            where id = (select project_id from packages where id = {packageId} and company_id = {companyId}) and company_id = {companyId}
            for no key update
            """, cancellationToken);
        var found = await (
            from package in db.Packages
            join project in db.Projects on package.ProjectId equals project.Id
            where package.Id == packageId && package.CompanyId == companyId
            select new { project, package }).SingleOrDefaultAsync(cancellationToken);
        return (found?.project, found?.package);
    }
}
