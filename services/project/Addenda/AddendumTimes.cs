using BidForge.Projects.Packages;

namespace BidForge.Projects.Addenda;

/// <summary>The times that a refused addendum turned on, for programs and for the record.</summary>
internal static class AddendumTimes
{
    /// <param name="receivedAt">By the database's clock.</param>
    public static IEnumerable<KeyValuePair<string, object?>> Of(Package package, DateTimeOffset receivedAt) =>
    [
        new("receivedAt", receivedAt),
        new("dueAt", package.DueAt),
        new("deadlineGuardMinutes", package.DeadlineGuardMinutes),
        new("leastDueAt", LeastDueAt(receivedAt + package.DeadlineGuard)),
    ];

    // A whole minute, and one more to send it in.
    private static DateTimeOffset LeastDueAt(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute) + (2 * TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
