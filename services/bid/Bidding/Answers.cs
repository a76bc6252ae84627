using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Bidding;

internal static class Answers
{
    public static Ok<Acceptance> Ok(HttpContext context, Acceptance acceptance)
    {
        Precondition.Tag(context, acceptance.Bid.Version);
        return TypedResults.Ok(acceptance);
    }
}
