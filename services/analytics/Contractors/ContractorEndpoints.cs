using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Analytics.Contractors;

internal static class ContractorEndpoints
{
    public static void MapContractorNumbers(this IEndpointRouteBuilder routes)
    {
        var analytics = routes.MapGroup("/analytics").WithTags("Analytics").RequireAuthorization(Policies.Contractor);
        analytics.MapGet("/contractor", ReadContractor.HandleAsync);
        analytics.MapGet("/packages/{packageId:guid}/spread", ReadSpread.HandleAsync);
    }
}
