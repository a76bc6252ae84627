using System.Text.Json;
using BidForge.Gateway.Tests.Support;

// Much of these tests is waiting.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.Gateway.Tests.Support;

/// <summary>The real auth service with its servers, and Redis, once for all tests here.</summary>
public sealed class Servers() : RunningSystem("auth", "redis")
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Waits for the bus of the auth service, too, without which it is healthy and impaired.</summary>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        using var auth = App.CreateHttpClient("auth");
        await Eventually.TrueAsync(async () =>
        {
            using var health = await auth.GetAsync("/health");
            return JsonElement.Parse(await health.Content.ReadAsStringAsync()).GetProperty("checks").GetProperty("rabbitmq").GetProperty("status").GetString() is "healthy";
        }, "the auth service has its bus", CancellationToken.None);
    }

    // A busy test machine must not make a gateway count by itself: neither its own patience with Redis nor the driver's ends before a test's does.
    public async Task<string> RedisAsync() => (await App.GetConnectionStringAsync("redis", Ct))! + ",asyncTimeout=60000";
}
