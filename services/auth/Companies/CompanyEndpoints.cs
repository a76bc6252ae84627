using BidForge.Auth.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Idempotency;

namespace BidForge.Auth.Companies;

internal static class CompanyEndpoints
{
    public static void MapCompanies(this IEndpointRouteBuilder routes)
    {
        var companies = routes.MapGroup("/companies").WithTags("Companies").RequireAuthorization();
        companies.MapGet("/", SearchCompanies.HandleAsync);
        companies.MapGet("/{companyId:guid}", ReadCompany.HandleAsync);
        companies.MapPut("/{companyId:guid}", ChangeCompany.HandleAsync)
            .RequireAuthorization(Policies.Owner).WithIdempotency<RouteHandlerBuilder, AuthDb>();
        routes.MapPut("/admin/companies/{companyId:guid}/plan", ChangePlan.HandleAsync)
            .WithTags("Administration").RequireAuthorization(Policies.PlatformAdmin).WithIdempotency<RouteHandlerBuilder, AuthDb>();
    }
}
