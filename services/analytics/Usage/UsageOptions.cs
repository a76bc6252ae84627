using System.ComponentModel.DataAnnotations;

namespace BidForge.Analytics.Usage;

/// <summary>How usage is metered; section <c>Usage</c>.</summary>
internal sealed class UsageOptions
{
    /// <summary>Full months that are kept besides the current one; older ones are dropped, each with its partition.</summary>
    [Range(12, 120)]
    public int KeepMonths { get; init; } = 25;

    /// <summary>Partitions that are made ahead.</summary>
    [Range(1, 24)]
    public int MonthsAhead { get; init; } = 3;

    /// <summary>How often partitions are looked after, in seconds.</summary>
    [Range(1, 86_400)]
    public int KeepEverySeconds { get; init; } = 3_600;

    /// <summary>How often the gateways' counts of requests are collected, in seconds.</summary>
    [Range(1, 3_600)]
    public int CollectEverySeconds { get; init; } = 15;
}
