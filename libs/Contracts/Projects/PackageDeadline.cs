namespace BidForge.Contracts.Projects;

/// <summary>What the project service answers the bid service that is about to call a deadline.</summary>
/// <param name="Version">Of the terms as they stand; a bid service that knows an older one must wait for the event.</param>
/// <param name="IsOver">The due time has passed by the clock that extensions are decided by.</param>
public sealed record PackageDeadline(int Version, bool IsOver);
