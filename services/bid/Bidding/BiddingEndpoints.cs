using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Bidding;

internal static class BiddingEndpoints
{
    public static void MapBidding(this IEndpointRouteBuilder api)
    {
        var packages = api.MapGroup("/packages/{packageId:guid}/bids").WithTags("Bids");
        packages.MapPost("/", SubmitBid.HandleAsync).RequireAuthorization(Policies.SubcontractorEstimator).TakesKey();
        packages.MapGet("/mine", GetMyBid.HandleAsync).RequireAuthorization(Policies.Subcontractor);

        var bids = api.MapGroup("/bids/{bidId:guid}").WithTags("Bids");
        bids.MapGet("/", GetBid.HandleAsync);
        bids.MapPut("/", ReviseBid.HandleAsync).RequireAuthorization(Policies.SubcontractorEstimator).TakesKey();
        bids.MapPost("/withdraw", WithdrawBid.HandleAsync).RequireAuthorization(Policies.SubcontractorEstimator).TakesKey();
        bids.MapGet("/revisions", ListRevisions.HandleAsync).RequireAuthorization(Policies.Subcontractor);
    }
}
