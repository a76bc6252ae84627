using BidForge.AppHost.Tests;

// Much of these tests is waiting.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.AppHost.Tests;

/// <summary>PostgreSQL, once for all tests here.</summary>
public sealed class Servers() : RunningSystem("postgres");
