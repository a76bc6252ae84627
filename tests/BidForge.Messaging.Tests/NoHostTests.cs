using BidForge.Messaging.Endpoint;
using Npgsql;

namespace BidForge.Messaging.Tests;

/// <summary>A message whose database has no host that will do rests until there is one; it does not go to the error queue.</summary>
public sealed class NoHostTests
{
    [Fact]
    public async Task A_database_none_of_whose_hosts_will_do_is_away_also_when_none_is_asked_any_more()
    {
        await using var database = new NpgsqlDataSourceBuilder($"Host=127.0.0.1:{FreePort.Choose()},127.0.0.1:{FreePort.Choose()};Username=nobody").BuildMultiHost();
        var refusals = new List<NpgsqlException>();
        for (var time = 0; time < 2; time++)
            refusals.Add(await Assert.ThrowsAnyAsync<NpgsqlException>(
                async () => await database.OpenConnectionAsync(TargetSessionAttributes.Primary, TestContext.Current.CancellationToken)));
        Assert.All(refusals, refusal => Assert.True(Outage.Is(refusal), refusal.ToString()));
        Assert.Equal(2, refusals.Select(refusal => refusal.Message).Distinct().Count());
    }
}
