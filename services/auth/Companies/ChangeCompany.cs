using BidForge.Auth.Storage;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Companies;

internal static class ChangeCompany
{
    /// <summary>An owner changes the profile of their company. Needs If-Match; another company's is 404 <c>company.not-found</c>.</summary>
    public static async Task<Results<Ok<CompanyView>, ProblemHttpResult>> HandleAsync(
        Guid companyId, ProfileInput profile, Precondition precondition, Caller caller, AuthDb db, TimeProvider time, HttpContext context,
        CancellationToken cancellationToken)
    {
        if (companyId != caller.CompanyId || await db.Companies.SingleOrDefaultAsync(c => c.Id == caller.CompanyId, cancellationToken) is not { } company)
            return ReadCompany.NotFound();
        var errors = new FieldErrors();
        errors.Check("", company.Kind, profile);
        if (errors.Any)
            return errors.ToProblem();
        if (precondition.Refuse(company.Version) is { } refusal)
            return refusal;

        company.Change(profile.Clean());
        db.AddEvent(company.ProfileChanged(time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Of(StatusCodes.Status412PreconditionFailed, ProblemCodes.PreconditionStale, "It was changed since you read it.");
        }
        Precondition.Tag(context, company.Version);
        return TypedResults.Ok(CompanyView.OwnOf(company));
    }
}
