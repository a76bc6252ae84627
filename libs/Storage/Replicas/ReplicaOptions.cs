using System.ComponentModel.DataAnnotations;

namespace BidForge.Storage.Replicas;

/// <summary>When a read may go to a standby; section <c>Replicas</c>.</summary>
public sealed class ReplicaOptions
{
    /// <summary>How far behind the primary a standby may be and still be read, in seconds. Who wrote or saw something later than that reads the primary in any case.</summary>
    [Range(2, 60)]
    public int LagSeconds { get; init; } = 5;

    /// <summary>How often the primary is asked how far its log goes, in milliseconds.</summary>
    [Range(50, 1000)]
    public int SampleMilliseconds { get; init; } = 500;

    /// <summary>How long a read waits for Redis, and for a standby to say how far it is, before it goes to the primary, in milliseconds.</summary>
    [Range(50, 5000)]
    public int PatienceMilliseconds { get; init; } = 500;

    internal TimeSpan Lag => TimeSpan.FromSeconds(LagSeconds);

    internal TimeSpan Patience => TimeSpan.FromMilliseconds(PatienceMilliseconds);
}
