using BidForge.Projects.Packages;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Questions;

internal static class ListQuestions
{
    /// <summary>The questions on a package, first to last: the poster sees all, others their own and those that are answered. 404 <c>package.not-found</c>.</summary>
    public static async Task<Results<Ok<Page<QuestionView>>, ProblemHttpResult>> HandleAsync(
        Guid packageId, HttpRequest request, Caller caller, ProjectDb db, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, "cursor", "limit").RefuseUnknown();
        var limit = query.Limit();
        var after = query.Cursor<Guid?>() ?? Guid.Empty;
        if (query.Errors.Any)
            return query.Errors.ToProblem();
        if (await db.PackagesSeenBy(caller.CompanyId).SingleOrDefaultAsync(s => s.Package.Id == packageId, cancellationToken) is not { } seen)
            return Refusals.NoPackage();
        var poster = seen.Project.CompanyId;
        var questions = await db.Questions.AsNoTracking()
            .Where(q => q.PackageId == packageId && q.Id > after && (caller.CompanyId == poster || q.AskerId == caller.CompanyId || q.AnsweredAt != null))
            .OrderBy(q => q.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<QuestionView>.Of(questions, limit, q => QuestionView.Of(q, poster, caller.CompanyId), q => q.Id));
    }
}
