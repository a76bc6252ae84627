using BidForge.Backups.Bases;

namespace BidForge.Backups.Logs;

/// <summary>Whether the log has all its files: from the first that a backup needs to the last, on every timeline.</summary>
internal static class WalContinuity
{
    /// <param name="segments">What is stored.</param>
    /// <param name="backups">The base backups that stand on it.</param>
    /// <param name="hasHistory">Whether the history of a timeline is stored: where it left the one before.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<WalSegment> segments, IReadOnlyList<BaseBackup> backups, Func<uint, bool> hasHistory)
    {
        var stored = segments.ToHashSet();
        foreach (var backup in backups)
            foreach (var needed in new[] { backup.FirstWal, backup.LastWal }.Distinct().Where(name => !stored.Contains(WalSegment.Parse(name))))
                yield return $"backup {backup.Label} needs {needed} of the log, which is missing.";

        foreach (var timeline in segments.GroupBy(segment => segment.Timeline))
        {
            var numbers = timeline.Select(segment => segment.Number).Order().ToList();
            foreach (var (before, after) in numbers.Zip(numbers.Skip(1)).Where(pair => pair.Second != pair.First + 1))
                yield return $"the log has a gap: {new WalSegment(timeline.Key, before + 1).Name} to {new WalSegment(timeline.Key, after - 1).Name} are missing.";
            if (timeline.Key > 1 && !hasHistory(timeline.Key))
                yield return $"the history of timeline {timeline.Key} is missing.";
        }
    }
}
