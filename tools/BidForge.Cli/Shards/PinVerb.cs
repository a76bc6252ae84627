using BidForge.Cli.Running;
using BidForge.Sharding;
using BidForge.Sharding.Inspection;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Shards;

internal static class PinVerb
{
    public static Command Create()
    {
        var company = new Argument<Guid>("company") { Description = "Its id." };
        var to = new Option<string>("--to") { Description = "The shard that is to be its own. It must be empty.", Required = true };
        var command = new Verb("pin", "Gives one busy company a shard of its own.", $"""
            Its slot moves there, and no other is put on that shard. About one company in 1,024 shares the slot and comes along.
            {ShardAccess.Where}
            Exit codes: 0 it has the shard; 1 the shard is not empty, or it could not be done; 5 not running.
            """)
        { company, to, ShardMoves.DryRun, ShardMoves.Json, StateFolder.Option };
        command.SetAction(parsed => ShardAccess.RunAsync(parsed, async (shards, stop) =>
        {
            var target = shards.Find(parsed.GetRequiredValue(to), "--to").Name;
            var slot = Slots.Of(parsed.GetRequiredValue(company));
            if (SlotMap.Empty.With(await new Catalog(shards).ReadAsync(stop)).Of(target).Where(other => other != slot).ToList() is { Count: > 0 } others)
                throw new CliException($"{target} has slots {Ranges.Write(others)}: give a shard that has none, or drain it first.", ExitCode.Failed);
            var plan = await shards.PlanAsync([slot], target, stop);
            if (!parsed.GetValue(ShardMoves.DryRun))
                await ShardRoles.SetAsync(shards, target, ShardRole.Reserved, stop);
            return await shards.RunAsync(plan, parsed, stop);
        }));
        return command;
    }
}
