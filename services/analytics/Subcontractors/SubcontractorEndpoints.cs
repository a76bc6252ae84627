using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Analytics.Subcontractors;

internal static class SubcontractorEndpoints
{
    public static void MapSubcontractorNumbers(this IEndpointRouteBuilder routes)
    {
        var analytics = routes.MapGroup("/analytics").WithTags("Analytics").RequireAuthorization(Policies.Subcontractor);
        analytics.MapGet("/subcontractor", ReadSubcontractor.HandleAsync);
    }
}
