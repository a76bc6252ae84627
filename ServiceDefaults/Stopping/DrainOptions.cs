using System.ComponentModel.DataAnnotations;

namespace BidForge.ServiceDefaults.Stopping;

/// <summary>Section <c>Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>For how long a process that was told to stop still takes requests, in seconds, of the 20 that it has to end. 0 where no other replica would take them instead.</summary>
    [Range(0.0, 10.0)]
    public double Seconds { get; init; }
}
