using BidForge.Sharding.Tests;

[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.Sharding.Tests;

/// <summary>Two PostgreSQL servers.</summary>
public sealed class Servers() : RunningSystem("postgres", "postgres1");
