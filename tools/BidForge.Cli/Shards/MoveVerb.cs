using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Sharding;
using BidForge.Sharding.Inspection;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Shards;

internal static class MoveVerb
{
    private static readonly Option<string?> SlotList = new("--slots") { Description = "Which: 5,7,10-20." };
    private static readonly Option<Guid?> Company = new("--company") { Description = "The slot of this company instead." };
    private static readonly Option<string?> To = new("--to") { Description = "The shard that takes them." };
    private static readonly Option<bool> Force = new("--force") { Description = "Also onto a shard that is kept for one company, or being taken away." };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on with the move that is not finished." };
    private static readonly Option<bool> Abort = new("--abort") { Description = "Give the move up that is not finished; until it is decided, its slots stay where they were." };

    public static Command Create()
    {
        var command = new Verb("move", "Moves slots to another shard while bids come in.", $"""
            Copies, follows, stops writing of these slots for some milliseconds, compares, and changes the map; all rows are compared. Killed at any point, the same command or
            --resume goes on; --abort gives it up. If the mover dies while writing is stopped, these slots take no bids until one of the two was run.
            {ShardAccess.Where}
            Exit codes: 0 moved, given up as asked, or nothing to do; 1 it could not be done, and the message says what holds; 2 not understood; 5 not running.
            """)
        { SlotList, Company, To, Force, Resume, Abort, ShardMoves.DryRun, ShardMoves.Json, StateFolder.Option };
        command.Validators.Add(result =>
        {
            var ways = new[] { result.GetValue(SlotList) is not null, result.GetValue(Company) is not null, result.GetValue(Resume), result.GetValue(Abort) }.Count(given => given);
            if (ways is not 1)
                result.AddError("Give one of --slots, --company, --resume and --abort.");
            else if ((result.GetValue(SlotList) is not null || result.GetValue(Company) is not null) && result.GetValue(To) is null)
                result.AddError("--to is needed: the shard that takes them.");
            else if (result.GetValue(SlotList) is { } list && !Ranges.TryRead(list, out _))
                result.AddError("--slots is a list of 0 to 1023, such as 5,7,10-20.");
        });
        command.SetAction(parsed => ShardAccess.RunAsync(parsed, (shards, stop) =>
            parsed.GetValue(Resume) || parsed.GetValue(Abort) ? FinishAsync(shards, parsed, stop) : MoveAsync(shards, parsed, stop)));
        return command;
    }

    private static async Task<int> MoveAsync(ShardSet shards, ParseResult parsed, CancellationToken stop)
    {
        var target = shards.Find(parsed.GetValue(To)!, "--to").Name;
        if (!parsed.GetValue(Force))
            await shards.CheckOpenAsync(target, stop);
        else if (!parsed.GetValue(ShardMoves.DryRun))
            await ShardRoles.SetAsync(shards, target, ShardRole.Open, stop);
        var slots = new SortedSet<int>();
        if (parsed.GetValue(Company) is { } company)
            slots.Add(Slots.Of(company));
        else
            Ranges.TryRead(parsed.GetValue(SlotList)!, out slots);
        return await shards.RunAsync(await shards.PlanAsync(slots, target, stop), parsed, stop);
    }

    private static async Task<int> FinishAsync(ShardSet shards, ParseResult parsed, CancellationToken stop)
    {
        var json = parsed.GetValue(ShardMoves.Json);
        if (parsed.GetValue(ShardMoves.DryRun))
        {
            Console.WriteLine((await MoveLog.ListAsync(shards, 1, stop)).Find(move => move.FinishedAt is null) is { } open
                ? $"The move of slots {Ranges.Write(open.Slots)} from {open.Source} to {open.Target} stands at {open.Step}{(open.CanAbort ? "" : ", and can't be given up any more")}."
                : "No move is unfinished.");
            return ExitCode.Done;
        }
        var mover = shards.Mover(json);
        var finished = parsed.GetValue(Abort) ? await mover.AbortAsync(stop) : await mover.ResumeAsync(stop);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(finished, SystemState.Json));
        else
            MovePrinter.Print(finished);
        return ExitCode.Done;
    }
}
