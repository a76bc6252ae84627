using BidForge.AppHost.Tests;

[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.AppHost.Tests;

/// <summary>PostgreSQL, once for all tests here.</summary>
public sealed class Servers() : RunningSystem("postgres");
