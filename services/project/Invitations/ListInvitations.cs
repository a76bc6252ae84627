using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Invitations;

internal static class ListInvitations
{
    /// <summary>The invitations to a package: the poster sees all, an invited company its own. 404 <c>package.not-found</c>.</summary>
    public static async Task<Results<Ok<Page<InvitationView>>, ProblemHttpResult>> OfPackageAsync(
        Guid packageId, HttpRequest request, Caller caller, ProjectDb db, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, "cursor", "limit").RefuseUnknown();
        var limit = query.Limit();
        var after = query.Cursor<Guid?>() ?? Guid.Empty;
        if (query.Errors.Any)
            return query.Errors.ToProblem();
        if (await db.PackagesSeenBy(caller.CompanyId).SingleOrDefaultAsync(s => s.Package.Id == packageId, cancellationToken) is not { } seen)
            return Refusals.NoPackage();
        var poster = seen.Project.CompanyId == caller.CompanyId;
        var invitations = await db.Invitations.AsNoTracking()
            .Where(i => i.PackageId == packageId && (poster || i.CompanyId == caller.CompanyId) && i.Id > after)
            .OrderBy(i => i.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<InvitationView>.Of(invitations, limit, i => InvitationView.Of(i, seen.Project, seen.Package), i => i.Id));
    }

    /// <summary>The caller's invitations, newest first.</summary>
    public static async Task<Results<Ok<Page<InvitationView>>, ProblemHttpResult>> MineAsync(
        HttpRequest request, Caller caller, ProjectDb db, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, "status", "cursor", "limit").RefuseUnknown();
        var status = query.Word<InvitationStatus>("status");
        var limit = query.Limit();
        var before = query.Cursor<Guid?>();
        if (query.Errors.Any)
            return query.Errors.ToProblem();
        var invitations = await (
            from invitation in db.Invitations.AsNoTracking()
            join package in db.Packages.AsNoTracking() on invitation.PackageId equals package.Id
            join project in db.Projects.AsNoTracking() on package.ProjectId equals project.Id
            where invitation.CompanyId == caller.CompanyId && (status == null || invitation.Status == status) && (before == null || invitation.Id < before)
            orderby invitation.Id descending
            select new { invitation, project, package }).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<InvitationView>.Of(
            invitations, limit, row => InvitationView.Of(row.invitation, row.project, row.package), row => row.invitation.Id));
    }
}
