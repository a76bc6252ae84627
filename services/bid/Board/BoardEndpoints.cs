using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Board;

internal static class BoardEndpoints
{
    public static void MapBoard(this IEndpointRouteBuilder api) =>
        api.MapGet("/bids", ListBoard.HandleAsync).WithTags("Bids").RequireAuthorization(Policies.Subcontractor);
}
