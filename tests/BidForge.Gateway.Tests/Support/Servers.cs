using BidForge.Gateway.Tests.Support;

[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.Gateway.Tests.Support;

/// <summary>The real auth service with its servers, and Redis, once for all tests here.</summary>
public sealed class Servers() : RunningSystem("auth", "redis")
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<string> RedisAsync() => (await App.GetConnectionStringAsync("redis", Ct))!;
}
