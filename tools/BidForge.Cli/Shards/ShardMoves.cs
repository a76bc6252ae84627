using System.Text.Json;
using BidForge.Sharding.Inspection;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Shards;

/// <summary>Options that all verbs share which move slots, and the moving.</summary>
internal static class ShardMoves
{
    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only tell what would be done." };

    public static readonly Option<bool> Json = new("--json") { Description = "Print it as JSON." };

    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    /// <summary>Moves slots, one move after the other, and tells.</summary>
    public static async Task<int> RunAsync(this ShardSet shards, IReadOnlyList<PlannedMove> plan, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (json, dryRun) = (parsed.GetValue(Json), parsed.GetValue(DryRun));
        if (!json)
            foreach (var move in plan)
                Console.WriteLine($"{(dryRun ? "Would move" : "Moving")} slots {Ranges.Write(move.Slots)} from {move.Source} to {move.Target}.");
        if (dryRun)
        {
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(plan.Select(move => new { move.Source, move.Target, slots = Ranges.Write(move.Slots) }), SystemState.Json));
            return ExitCode.Done;
        }

        var mover = shards.Mover(quiet: json);
        var done = new List<Move>();
        foreach (var move in plan)
        {
            done.Add(await mover.MoveAsync(move.Source, move.Target, move.Slots, cancellationToken));
            if (!json)
                MovePrinter.Print(done[^1]);
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(done, SystemState.Json));
        else if (done.Count is 0)
            Console.WriteLine("There is nothing to move.");
        return ExitCode.Done;
    }

    public static Mover Mover(this ShardSet shards, bool quiet) => new(shards, new MoveOptions(), new MovePrinter(quiet), TimeProvider.System);

    /// <summary>The slots by the shard that the map gives them to, but for those that are there already.</summary>
    public static async Task<List<PlannedMove>> PlanAsync(this ShardSet shards, IEnumerable<int> slots, string target, CancellationToken cancellationToken)
    {
        var map = SlotMap.Empty.With(await new Catalog(shards).ReadAsync(cancellationToken));
        return [.. slots.Where(slot => map[slot] is { } owner && owner.Shard != target).GroupBy(slot => map[slot]!.Shard, StringComparer.Ordinal)
            .Select(source => new PlannedMove(source.Key, target, [.. source.Order()]))];
    }

    /// <exception cref="CliException">The shard is kept for something else.</exception>
    public static async Task CheckOpenAsync(this ShardSet shards, string target, CancellationToken cancellationToken)
    {
        var role = (await ShardRoles.ReadAsync(shards, cancellationToken)).GetValueOrDefault(target);
        if (role is not ShardRole.Open)
            throw new CliException($"{target} is {(role is ShardRole.Reserved ? "kept for one company" : "being taken away")}: --force puts slots on it all the same, and opens it for others.", ExitCode.Failed);
    }
}

/// <param name="Slots">Ascending.</param>
internal sealed record PlannedMove(string Source, string Target, IReadOnlyList<int> Slots);
