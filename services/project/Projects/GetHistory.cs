using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Projects;

/// <summary>One thing that somebody of the owner's company did.</summary>
internal sealed record HistoryView(
    long Id, Guid ProjectId, Guid? PackageId, DateTimeOffset At, Guid UserId, string UserName, HistoryAction Action, IReadOnlyList<FieldChange> Changes)
{
    public static HistoryView Of(HistoryEntry entry) =>
        new(entry.Id, entry.ProjectId, entry.PackageId, entry.At, entry.UserId, entry.UserName, entry.Action, entry.Changes);
}

internal static class GetHistory
{
    /// <summary>Who changed what, newest first; for the owner's company. 404 <c>project.not-found</c>.</summary>
    public static async Task<Results<Ok<Page<HistoryView>>, ProblemHttpResult>> HandleAsync(
        Guid projectId, HttpRequest request, Caller caller, ProjectDb db, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, "cursor", "limit").RefuseUnknown();
        var limit = query.Limit();
        var before = query.Cursor<long?>() ?? long.MaxValue;
        if (query.Errors.Any)
            return query.Errors.ToProblem();
        if (!await db.Projects.AnyAsync(p => p.Id == projectId && p.CompanyId == caller.CompanyId, cancellationToken))
            return Refusals.NoProject();
        var entries = await db.History.AsNoTracking()
            .Where(entry => entry.ProjectId == projectId && entry.CompanyId == caller.CompanyId && entry.Id < before)
            .OrderByDescending(entry => entry.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<HistoryView>.Of(entries, limit, HistoryView.Of, entry => entry.Id));
    }
}
