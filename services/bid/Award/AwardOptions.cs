using System.ComponentModel.DataAnnotations;

namespace BidForge.Bids.Award;

/// <summary>Section <c>Award</c>.</summary>
internal sealed class AwardOptions
{
    /// <summary>For how many hours an award may be undone; 0 for never.</summary>
    [Range(0, 720)]
    public int UndoHours { get; init; } = 24;
}
