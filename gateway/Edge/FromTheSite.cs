namespace BidForge.Gateway.Edge;

/// <summary>There on a request that the site's own server makes for somebody who looks at its pages.</summary>
internal sealed class FromTheSite
{
    public static readonly FromTheSite Instance = new();
}
