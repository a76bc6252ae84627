using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Opening;

internal static class OpeningEndpoints
{
    public static void MapOpening(this IEndpointRouteBuilder api)
    {
        var package = api.MapGroup("/packages/{packageId:guid}").WithTags("Opening");
        package.MapGet("/opening", GetOpening.HandleAsync);
        package.MapPost("/open", OpenBids.HandleAsync).RequireAuthorization(Policies.ContractorEstimator).TakesKey();
        api.MapPost("/admin/packages/{packageId:guid}/open", CompleteOpening.HandleAsync)
            .WithTags("Administration").RequireAuthorization(Policies.PlatformAdmin).TakesKey();
    }
}
