namespace BidForge.Sharding.Moves;

/// <summary>Hears how a move goes.</summary>
internal interface IMoveWatcher
{
    /// <summary>After each thing done that the next start would find done; the mover goes on when it returns.</summary>
    Task ReachedAsync(Move move, string point);

    void Report(MoveProgress progress);
}

/// <param name="Doing">In a few words, for people.</param>
/// <param name="Done">Rows so far, of <paramref name="Total"/>; both null where nothing is counted.</param>
/// <param name="PerSecond">Rows a second since the copy began.</param>
/// <param name="Left">At that rate.</param>
internal sealed record MoveProgress(MoveStep Step, string Doing, long? Done = null, long? Total = null, double? PerSecond = null, TimeSpan? Left = null);
