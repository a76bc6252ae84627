using BidForge.Auth.Storage;
using BidForge.Contracts;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Companies;

internal static partial class ChangePlan
{
    /// <summary>What a company is to have.</summary>
    /// <param name="Plan">free, pro or enterprise.</param>
    public sealed record PlanInput(Plan Plan);

    /// <summary>
    /// An administrator of the marketplace gives a company another plan. Access tokens say it from the next one on, so that its quotas hold within ten minutes.
    /// 404 <c>company.not-found</c>.
    /// </summary>
    public static async Task<Results<Ok<CompanyView>, ProblemHttpResult>> HandleAsync(
        Guid companyId, PlanInput input, Caller caller, AuthDb db, TimeProvider time, ILogger<Company> logger, CancellationToken cancellationToken)
    {
        if (await db.Companies.SingleOrDefaultAsync(c => c.Id == companyId, cancellationToken) is not { } company)
            return ReadCompany.NotFound();
        if (company.Book(input.Plan, time.GetUtcNow()) is { } changed)
        {
            db.AddEvent(changed);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Problem.Conflict("company.changed-meanwhile", "The company was changed at the same moment. Send it again.");
            }
            Changed(logger, companyId, input.Plan, caller.UserId);
        }
        return TypedResults.Ok(CompanyView.OwnOf(company));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Company {CompanyId} has the plan {Plan}, given by {UserId}")]
    private static partial void Changed(ILogger logger, Guid companyId, Plan plan, Guid userId);
}
