namespace BidForge.Notifications.Tests;

/// <summary>Tests that take something away from everybody.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
