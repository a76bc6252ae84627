namespace BidForge.Projects.Projects;

/// <summary>Where a project stands.</summary>
internal enum ProjectStatus
{
    /// <summary>Seen by its owner only.</summary>
    Draft,

    /// <summary>On the market, with a package still to be bid.</summary>
    Published,

    /// <summary>On the market, but every due time has passed. Never stored: it comes by itself with time.</summary>
    Closed,

    /// <summary>Every package that went out is awarded.</summary>
    Awarded,

    Cancelled,
}
