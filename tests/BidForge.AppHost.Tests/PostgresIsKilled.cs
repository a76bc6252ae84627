namespace BidForge.AppHost.Tests;

/// <summary>One after the other: some of these tests kill the server that the others work on.</summary>
[CollectionDefinition(nameof(PostgresIsKilled))]
public sealed class PostgresIsKilled;
