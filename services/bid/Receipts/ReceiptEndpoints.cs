using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Receipts;

internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder api)
    {
        var bid = api.MapGroup("/bids/{bidId:guid}").WithTags("Receipts").RequireAuthorization(Policies.Subcontractor);
        bid.MapGet("/receipt", GetReceipt.HandleAsync);
        bid.MapGet("/document", GetDocument.HandleAsync);
        bid.MapGet("/proof", GetProof.HandleAsync);
        api.MapGet("/packages/{packageId:guid}/opening/root", GetRoot.HandleAsync).WithTags("Receipts");
        api.MapGet("/receipts/keys", GetReceiptKeys.Handle).WithTags("Receipts").AllowAnonymous()
            .CachedForEverybody(fresh: TimeSpan.FromMinutes(5), shared: TimeSpan.FromMinutes(5), stale: TimeSpan.FromMinutes(1));
    }
}
