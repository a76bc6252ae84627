using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Sharding;
using BidForge.Sharding.Map;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BidForge.Bids.Tests.Shards;

public sealed class MovedTests(Servers servers)
{
    [Fact]
    public async Task A_router_with_an_old_map_is_told_that_the_slot_has_moved_and_finds_its_new_shard()
    {
        await using var app = servers.Start(await servers.AloneAsync("postgres", "postgres1"));
        var contractor = Market.ContractorOn(app, "bid0");
        var slot = Slots.Of(contractor.CompanyId);
        var shards = app.Services.GetRequiredService<ShardSet>();
        var map = app.Services.GetRequiredService<ShardMap>();
        var old = map.Current;

        await FenceAsync(shards.Find("bid0")!.Source, slot, owned: false);
        await FenceAsync(shards.Find("bid1")!.Source, slot, owned: true);
        await using (var flip = shards.Catalog.CreateCommand("update slot_map set shard = 'bid1', epoch = 2 where slot = $1"))
        {
            flip.Parameters.Add(new() { Value = (short)slot });
            await flip.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await Eventually.TrueAsync(() => Task.FromResult(map.Current[slot] == new SlotOwner("bid1", 2)), "the map was pushed", default);

        var market = await Market.OpenAsync(app, contractor: contractor, byEvent: false);
        map.Believe(old);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        map.Believe(old);
        using var client = app.As(contractor);
        Assert.Equal("open", (await client.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync()).Text("status"));

        Assert.Equal(0L, await CountAsync(shards.Find("bid0")!.Source));
        Assert.Equal(1L, await CountAsync(shards.Find("bid1")!.Source));
    }

    [Fact]
    public async Task A_slot_that_nobody_owns_is_unavailable_for_a_while_and_nothing_is_written()
    {
        var settings = new Dictionary<string, string>(await servers.AloneAsync("postgres")) { ["Sharding:MovedPatienceMilliseconds"] = "200" };
        await using var app = servers.Start(settings);
        var market = await Market.OpenAsync(app, byEvent: false);
        var shard = app.Services.GetRequiredService<ShardSet>().Find("bid0")!.Source;
        await FenceAsync(shard, market.Slot, owned: false);
        using var client = app.As(Person.Of(CompanyKind.Subcontractor));
        using var response = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid());
        Assert.Equal(503, (int)response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(0L, await CountAsync(shard));
    }

    [Fact]
    public async Task Giving_a_slot_up_waits_for_the_write_that_is_under_way()
    {
        var settings = await servers.AloneAsync("postgres");
        await using var app = servers.Start(settings);
        var market = await Market.OpenAsync(app, byEvent: false);
        var shard = app.Services.GetRequiredService<ShardSet>().Find("bid0")!.Source;
        await using var writer = await shard.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var writing = await writer.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var enter = new NpgsqlCommand("select assert_slot($1, true)", writer) { Parameters = { new() { Value = (short)market.Slot } } })
            await enter.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var fencing = FenceAsync(shard, market.Slot, owned: false);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(fencing.IsCompleted);
        await writing.CommitAsync(TestContext.Current.CancellationToken);
        await fencing;
    }

    private static async Task FenceAsync(NpgsqlDataSource shard, int slot, bool owned)
    {
        await using var command = shard.CreateCommand("select fence_slot($1, 2, $2)");
        command.Parameters.Add(new() { Value = (short)slot });
        command.Parameters.Add(new() { Value = owned });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource shard)
    {
        await using var command = shard.CreateCommand("select count(*) from bids");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
