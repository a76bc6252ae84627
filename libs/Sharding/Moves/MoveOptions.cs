namespace BidForge.Sharding.Moves;

/// <summary>Limits of a mover.</summary>
internal sealed record MoveOptions
{
    /// <summary>Writing is let go on where it was when it stood still for this long, and stopped again a little later. Below the 3 s that routers wait.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often writing is stopped before the move is left for another time.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>How long a server may be away before the mover leaves the move where it is.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Writing is stopped when no more rows than this are left to compare, or when it does not get less any more.</summary>
    public int FewRows { get; init; } = 200;
}
