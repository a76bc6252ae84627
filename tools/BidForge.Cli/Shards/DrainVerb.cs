using BidForge.Cli.Running;
using BidForge.Sharding.Inspection;
using BidForge.Sharding.Map;

namespace BidForge.Cli.Shards;

internal static class DrainVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("shard") { Description = "The shard that is to be taken away." };
        var command = new Verb("drain", "Empties a shard: its slots go to the others, the heaviest to the lightest. Asks first.", $"""
            The shard is given no slots from then on. Run it again when it was interrupted, after ./bidforge shards move --resume.
            {ShardAccess.Where}
            Exit codes: 0 it owns nothing any more; 1 not confirmed, or it could not be done; 5 not running.
            """)
        { name, ShardMoves.DryRun, ShardMoves.Yes, ShardMoves.Json, StateFolder.Option };
        command.SetAction(parsed => ShardAccess.RunAsync(parsed, async (shards, stop) =>
        {
            var shard = shards.Find(parsed.GetRequiredValue(name), "shard");
            var plan = await PlanAsync(shards, shard, stop);
            if (!parsed.GetValue(ShardMoves.DryRun))
            {
                if (!parsed.GetValue(ShardMoves.Yes) && (Console.IsInputRedirected || !AnsiConsole.Confirm($"Move everything away from {shard.Name}?", false)))
                    throw new CliException("Nothing was moved. Confirm, or give --yes.", ExitCode.Failed);
                await ShardRoles.SetAsync(shards, shard.Name, ShardRole.Drained, stop);
            }
            return await shards.RunAsync(plan, parsed, stop);
        }));
        return command;
    }

    private static async Task<List<PlannedMove>> PlanAsync(ShardSet shards, Shard shard, CancellationToken cancellationToken)
    {
        var roles = await ShardRoles.ReadAsync(shards, cancellationToken);
        var others = shards.All.Where(other => other != shard && roles.GetValueOrDefault(other.Name) is ShardRole.Open).ToList();
        if (others.Count is 0)
            throw new CliException($"No other shard can take what {shard.Name} has.", ExitCode.Failed);
        var loads = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var other in others)
            loads[other.Name] = (await SplitVerb.WeightsAsync(shards, other, cancellationToken)).Values.Sum(rows => Math.Max(1, rows));
        return [.. Placement.Spread(await SplitVerb.WeightsAsync(shards, shard, cancellationToken), loads).Select(part => new PlannedMove(shard.Name, part.Key, part.Value))];
    }
}
