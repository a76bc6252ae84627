using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Shards;

internal static class ShowVerb
{
    private const int Heaviest = 10;

    public static Command Create()
    {
        var name = new Argument<string>("shard") { Description = "bid0, bid1 ..." };
        var command = new Verb("show", "Shows the slots of one shard and counts their rows.", $"""
            {ShardAccess.Where}
            Exit codes: 0 shown; 1 no such shard, or it does not answer; 5 not running.
            """)
        { name, ShardMoves.Json, StateFolder.Option };
        command.SetAction(parsed => ShardAccess.RunAsync(parsed, async (shards, stop) =>
        {
            var shard = shards.Find(parsed.GetRequiredValue(name), "shard");
            var slots = SlotMap.Empty.With(await new Catalog(shards).ReadAsync(stop)).Of(shard.Name).ToList();
            var counts = await ShardRows.CountAsync(shard.Source, await MovingTable.AllAsync(shard.Source, stop), stop);
            if (parsed.GetValue(ShardMoves.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { shard.Name, slots = slots.ConvertAll(slot => new { slot, rows = counts.GetValueOrDefault(slot) }) }, SystemState.Json));
                return ExitCode.Done;
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shard.Name}: {slots.Count} slots, {slots.Sum(slot => counts.GetValueOrDefault(slot)):N0} rows"));
            Console.WriteLine($"slots {Ranges.Write(slots)}");
            foreach (var slot in slots.Where(counts.ContainsKey).OrderByDescending(slot => counts[slot]).Take(Heaviest))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  slot {slot,4}: {counts[slot]:N0} rows"));
            return ExitCode.Done;
        }));
        return command;
    }
}
