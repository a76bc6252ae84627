using BidForge.AppHost.Tests;

[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.AppHost.Tests;

/// <summary>The three servers, once for all tests here.</summary>
public sealed class Servers() : RunningSystem("postgres", "rabbitmq", "redis");
