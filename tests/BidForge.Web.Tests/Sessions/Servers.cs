using BidForge.Web.Tests.Sessions;

[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.Web.Tests.Sessions;

/// <summary>The real auth service and Redis: what sessions stand on.</summary>
public sealed class Servers() : RunningSystem("auth", "redis");
