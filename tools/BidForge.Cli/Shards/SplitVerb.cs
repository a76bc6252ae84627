using BidForge.Cli.Running;
using BidForge.Sharding.Inspection;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Shards;

internal static class SplitVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("shard") { Description = "The shard that has too much." };
        var to = new Option<string>("--to") { Description = "The shard that takes half of it.", Required = true };
        var command = new Verb("split", "Moves half of a shard, by rows, to another.", $"""
            {ShardAccess.Where}
            Exit codes: 0 moved, or nothing to do; 1 it could not be done; 5 not running. A move that was interrupted goes on with ./bidforge shards move --resume.
            """)
        { name, to, ShardMoves.DryRun, ShardMoves.Json, StateFolder.Option };
        command.SetAction(parsed => ShardAccess.RunAsync(parsed, async (shards, stop) =>
        {
            var (source, target) = (shards.Find(parsed.GetRequiredValue(name), "shard"), shards.Find(parsed.GetRequiredValue(to), "--to"));
            if (source == target)
                throw new CliException("A shard is split onto another one.", ExitCode.Failed);
            await shards.CheckOpenAsync(target.Name, stop);
            var half = Placement.Half(await WeightsAsync(shards, source, stop));
            return await shards.RunAsync(half.Count is 0 ? [] : [new(source.Name, target.Name, half)], parsed, stop);
        }));
        return command;
    }

    /// <summary>Rows by slot, for every slot that the map gives the shard.</summary>
    public static async Task<IReadOnlyDictionary<int, long>> WeightsAsync(ShardSet shards, Shard shard, CancellationToken cancellationToken)
    {
        var map = SlotMap.Empty.With(await new Catalog(shards).ReadAsync(cancellationToken));
        var counts = await ShardRows.CountAsync(shard.Source, await MovingTable.AllAsync(shard.Source, cancellationToken), cancellationToken);
        return map.Of(shard.Name).ToDictionary(slot => slot, slot => counts.GetValueOrDefault(slot));
    }
}
