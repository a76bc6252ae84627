using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Disclosure;

internal static class DisclosureEndpoints
{
    public static void MapDisclosure(this IEndpointRouteBuilder api) =>
        api.MapGet("/bids/{bidId:guid}/views", ListViews.HandleAsync).WithTags("Bids").RequireAuthorization(Policies.Subcontractor);
}
