namespace BidForge.Sharding.Tests.Moves;

/// <summary>Servers are killed here, and the pause is to be short: nothing else runs meanwhile.</summary>
[CollectionDefinition("Moves", DisableParallelization = true)]
public sealed class MovesCollection;
