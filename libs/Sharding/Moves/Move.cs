namespace BidForge.Sharding.Moves;

/// <summary>Slots on their way from one shard to another, as the catalog has it.</summary>
/// <param name="Rows">What was found equal on both sides, and <paramref name="Bytes"/> of it, as PostgreSQL stores it.</param>
/// <param name="PauseMilliseconds">How long writes of these slots found no owner, from the fence on the source to the new map; null before.</param>
/// <param name="Fences">How often writing was stopped: more than once where a first try was given up.</param>
internal sealed record Move(
    Guid Id, string Source, string Target, short[] Slots, MoveStep Step, long Rows, long Bytes, double? PauseMilliseconds, int Fences,
    DateTimeOffset StartedAt, DateTimeOffset ChangedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>How the names of all moves begin.</summary>
    public const string Prefix = "bidforge_move_";

    /// <summary>What publication, replication slot and subscription of the move are called. Replication slots share one name space per server.</summary>
    public string Name => $"{Prefix}{Id:N}";

    /// <summary>True while nothing has been decided: the move can be given up and the source stays the owner.</summary>
    public bool CanAbort => Step is MoveStep.Planned or MoveStep.Copying or MoveStep.Following or MoveStep.Fencing or MoveStep.Aborting;
}

/// <summary>How far a move is. In the catalog in lower case.</summary>
internal enum MoveStep
{
    /// <summary>Nothing was done yet.</summary>
    Planned,

    /// <summary>The target is being filled by a subscription.</summary>
    Copying,

    /// <summary>The target has all rows and follows; it is compared with the source.</summary>
    Following,

    /// <summary>Writing stops on the source, and what changed last is compared.</summary>
    Fencing,

    /// <summary>Decided: from here on there is no way but forward. The target takes the slots over.</summary>
    Flipping,

    /// <summary>The target owns the slots. What is left on the source is removed.</summary>
    Cleaning,

    Done,

    /// <summary>Given up: the source keeps the slots, what the target has of them is removed.</summary>
    Aborting,

    Aborted,
}
