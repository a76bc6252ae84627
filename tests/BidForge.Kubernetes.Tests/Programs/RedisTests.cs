using BidForge.Testing.Marketplace;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>The scripts of the stateful set, run.</summary>
public sealed class RedisTests
{
    private const string Password = "a-password-of-letters-and-digits-0123456789";

    [Fact]
    public async Task A_replica_has_what_the_primary_was_told_and_neither_answers_without_the_password()
    {
        using var primary = new RedisPod("redis-0", Password);
        await IsReadyAsync(primary);
        using var replica = new RedisPod("redis-1", Password, primary);
        await IsReadyAsync(replica);
        await primary.AskAsync(Password, "set", "draft", "kept");
        await Eventually.TrueAsync(async () => (await replica.AskAsync(Password, "get", "draft")).Trim() is "kept", "the replica has it", TestContext.Current.CancellationToken);
        Assert.Contains("role:slave", await replica.AskAsync(Password, "info", "replication"), StringComparison.Ordinal);
        Assert.Contains("NOAUTH", await primary.AskAsync(null, "get", "draft"), StringComparison.Ordinal);
        Assert.Contains("yes", await primary.AskAsync(Password, "config", "get", "appendonly"), StringComparison.Ordinal);
    }

    private static Task IsReadyAsync(RedisPod pod) => Eventually.TrueAsync(async () => await pod.ProbeAsync() is 0, "the probe is passed", TestContext.Current.CancellationToken);
}
