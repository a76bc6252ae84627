namespace BidForge.Gateway.Routing;

/// <summary>Marks what the gateway's API answers by itself: tokens are checked and requests counted there as for everything it forwards.</summary>
internal sealed class OwnRoute
{
    public const string Id = "own";

    public static readonly OwnRoute Instance = new();
}
