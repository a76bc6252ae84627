using BidForge.Contracts;

namespace BidForge.Projects.TradeCodes;

internal static class TradeEndpoints
{
    private const string ForADay = "public, max-age=86400";

    /// <summary>The trades that work is let in; for everybody.</summary>
    public static void MapTrades(this IEndpointRouteBuilder routes) => routes
        .MapGet("/trades", (HttpResponse response) =>
        {
            response.Headers.CacheControl = ForADay;
            return TypedResults.Ok(new TradeList(Trades.All));
        })
        .WithTags("Trades").AllowAnonymous();

    internal sealed record TradeList(IReadOnlyList<Trade> Data);
}
