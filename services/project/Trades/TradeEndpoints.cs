using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects.TradeCodes;

internal static class TradeEndpoints
{
    /// <summary>The trades that work is let in; for everybody.</summary>
    public static void MapTrades(this IEndpointRouteBuilder routes) => routes
        .MapGet("/trades", () => TypedResults.Ok(new TradeList(Trades.All)))
        .WithTags("Trades").AllowAnonymous()
        .CachedForEverybody(fresh: TimeSpan.FromHours(1), shared: TimeSpan.FromDays(1), stale: TimeSpan.FromDays(7));

    internal sealed record TradeList(IReadOnlyList<Trade> Data);
}
