using System.Collections.Concurrent;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Sharding.Map;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BidForge.Bids.Tests.Shards;

/// <summary>The broker is away, so that every event of every bid can be counted where it waits.</summary>
[Collection("Outages")]
public sealed class MoveWhileBiddingTests(Servers servers)
{
    private const int Bidders = 6;

    // Bids at every moment of a move, and processor time left for the mover: without it each move would take longer, and meet no more.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    [Fact]
    public async Task Slots_move_there_and_back_while_bids_come_in_and_nothing_is_lost_or_doubled()
    {
        var settings = new Dictionary<string, string>(await servers.AloneAsync("postgres", "postgres1")) { ["Sharding:MovedPatienceMilliseconds"] = "30000" };
        await using var first = servers.Start(settings);
        await using var second = servers.Start(settings);
        var tool = new ShardsTool(settings);
        var shards = first.Services.GetRequiredService<ShardSet>();
        var market = await Market.OpenAsync(first, contractor: Market.ContractorOn(first, "bid0"), byEvent: false);
        var slot = market.Slot.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var acknowledged = new ConcurrentBag<Guid>();
        using var stop = new CancellationTokenSource();
        var bidders = Enumerable.Range(0, Bidders).Select(number => Task.Run(() => BidAsync(number % 2 is 0 ? first : second))).ToList();

        try
        {
            await DoneAsync(tool, "move", "--slots", slot, "--to", "bid1");
            await using (var writer = await shards.Find("bid1")!.Source.OpenConnectionAsync())
            {
                // The mover waits for this write when it is killed, and the server goes on waiting for it.
                await using var writing = await writer.BeginTransactionAsync();
                await using (var enter = new NpgsqlCommand("select assert_slot($1, true)", writer) { Parameters = { new() { Value = (short)market.Slot } } })
                    await enter.ExecuteNonQueryAsync();
                Assert.True(await tool.KillAtAsync("writing stops", "move", "--slots", slot, "--to", "bid0"), "The mover was killed.");
                Assert.Equal(1, (await tool.RunAsync("verify")).ExitCode);
                await writing.CommitAsync();
            }
            Assert.Equal(1, (await tool.RunAsync("move", "--slots", slot == "1" ? "2" : "1", "--to", "bid1")).ExitCode);
            await DoneAsync(tool, "move", "--abort");
            await DoneAsync(tool, "move", "--slots", slot, "--to", "bid0");
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(bidders);
        }

        Assert.True(acknowledged.Count > 50, $"{acknowledged.Count} bids were acknowledged.");
        var (home, other) = (shards.Find("bid0")!.Source, shards.Find("bid1")!.Source);
        Assert.Equal(acknowledged.Order(), await IdsAsync(home, "select bid_id from bids"));
        Assert.Equal(acknowledged.Order(), await IdsAsync(home, "select bid_id from bid_revisions"));
        foreach (var kind in new[] { "BidForge.Contracts.Bids.BidSubmitted", "BidForge.Bids.Board.BoardChanged" })
            Assert.Equal(acknowledged.Count, (await IdsAsync(home, $"select message_id from outbox where type = '{kind}'")).Count);
        foreach (var table in new[] { "bids", "bid_revisions", "outbox", "idempotency_keys", "package_terms", "package_keys" })
            Assert.Empty(await IdsAsync(other, $"select gen_random_uuid() from {table}"));
        Assert.Equal((0, "Map, fences and rows agree."), await VerifyAsync(tool));

        // A slot that a killed mover left without an owner may be without one for longer than the service waits: then bidders send again.
        async Task BidAsync(BidApp app)
        {
            while (!stop.IsCancellationRequested)
            {
                using var client = app.As(Person.Of(CompanyKind.Subcontractor));
                var decided = client.WriteUntilDecidedAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "the-bid").WaitAsync(Eventually.Patience);
                acknowledged.Add((await decided.OkAsync()).GetProperty("bid").Id("id"));
                await Task.Delay(Pause);
            }
        }
    }

    [Fact]
    public async Task Shards_are_split_drained_and_pinned_and_strays_are_found()
    {
        var settings = await servers.AloneAsync("postgres", "postgres1", "postgres");
        await using var app = servers.Start(settings);
        var tool = new ShardsTool(settings);
        var shards = app.Services.GetRequiredService<ShardSet>();
        var busy = Market.ContractorOn(app, "bid1");
        var market = await Market.OpenAsync(app, contractor: busy, byEvent: false);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));

        await DoneAsync(tool, "drain", "bid2", "--yes");
        var drained = await SlotsAsync();
        Assert.Equal(0, drained[2]);
        Assert.InRange(drained[0] - drained[1], 0, 100);
        await DoneAsync(tool, "pin", busy.CompanyId.ToString(), "--to", "bid2");
        Assert.Equal([drained[0], drained[1] - 1, 1], await SlotsAsync());
        Assert.Equal(1, (await tool.RunAsync("move", "--slots", "1", "--to", "bid2")).ExitCode);
        await DoneAsync(tool, "split", "bid0", "--to", "bid1");
        Assert.Equal([(drained[0] + 1) / 2, drained[1] - 1 + drained[0] / 2, 1], await SlotsAsync());
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        Assert.Equal((0, "Map, fences and rows agree."), await VerifyAsync(tool));

        var wrong = shards.Find("bid0")!.Source;
        await using (var stray = wrong.CreateCommand("insert into inbox (message_id, handler, slot) values (gen_random_uuid(), 'x', $1)"))
        {
            stray.Parameters.Add(new() { Value = (short)market.Slot });
            await stray.ExecuteNonQueryAsync();
        }
        await using (var twice = wrong.CreateCommand("select fence_slot($1, 9, true)"))
        {
            twice.Parameters.Add(new() { Value = (short)(market.Slot ^ 1) });
            await twice.ExecuteNonQueryAsync();
        }
        var (code, found) = await VerifyAsync(tool);
        Assert.Equal(1, code);
        Assert.Contains($"stray-rows: bid0 slots {market.Slot}.", found, StringComparison.Ordinal);
        Assert.Contains($"owned-twice:  slots {market.Slot ^ 1}.", found, StringComparison.Ordinal);

        async Task<List<int>> SlotsAsync()
        {
            var map = SlotMap.Empty.With(await new Catalog(shards).ReadAsync(default));
            return [.. shards.All.Select(shard => map.Of(shard.Name).Count())];
        }
    }

    private static async Task DoneAsync(ShardsTool tool, params string[] arguments)
    {
        var (exit, said) = await tool.RunAsync(arguments);
        Assert.True(exit is 0, said);
    }

    private static async Task<(int ExitCode, string Said)> VerifyAsync(ShardsTool tool)
    {
        var (code, said) = await tool.RunAsync("verify");
        return (code, said.Trim());
    }

    private static async Task<List<Guid>> IdsAsync(NpgsqlDataSource shard, string sql)
    {
        await using var command = shard.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await row.ReadAsync())
            ids.Add(row.GetGuid(0));
        return [.. ids.Order()];
    }
}
