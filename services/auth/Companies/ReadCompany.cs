using BidForge.Auth.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Companies;

internal static class ReadCompany
{
    /// <summary>One company of the directory, with its version as ETag. 404 <c>company.not-found</c>.</summary>
    public static async Task<Results<Ok<CompanyView>, ProblemHttpResult>> HandleAsync(
        Guid companyId, Caller caller, AuthDb db, HttpContext context, CancellationToken cancellationToken)
    {
        var company = await db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == companyId, cancellationToken);
        if (company is null)
            return NotFound();
        Precondition.Tag(context, company.Version);
        return TypedResults.Ok(caller.CompanyId == company.Id || caller.PlatformAdmin ? CompanyView.OwnOf(company) : CompanyView.Of(company));
    }

    public static ProblemHttpResult NotFound() => Problem.NotFound(AuthCodes.CompanyNotFound, "company");
}
