using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Sharding.Inspection;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Shards;

internal static class ListVerb
{
    private const int MovesShown = 5;

    public static Command Create()
    {
        var command = new Verb("list", "Lists the shards with what they hold, and the latest moves.", $"""
            Rows are PostgreSQL's estimate; ./bidforge shards show counts.
            {ShardAccess.Where}
            Exit codes: 0 all answer; 1 a shard does not; 5 not running.
            """)
        { ShardMoves.Json, StateFolder.Option };
        command.SetAction(parsed => ShardAccess.RunAsync(parsed, async (shards, stop) =>
        {
            var all = await ShardSummary.AllAsync(shards, stop);
            var moves = await MoveLog.ListAsync(shards, MovesShown, stop);
            if (parsed.GetValue(ShardMoves.Json))
                Console.WriteLine(JsonSerializer.Serialize(new { shards = all, moves }, SystemState.Json));
            else
                Print(all, moves);
            return all.TrueForAll(shard => shard.Error is null) ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static void Print(List<ShardSummary> shards, List<Move> moves)
    {
        var table = new Table().AddColumns("Shard", "For", "Slots", "Rows", "On disk", "");
        foreach (var shard in shards)
            table.AddRow(
                new Text(shard.Name), new Text(shard.KeptFor is ShardRole.Open ? "anybody" : shard.KeptFor is ShardRole.Reserved ? "one company" : "nothing (drained)"),
                new Text(shard.Slots.ToString(CultureInfo.InvariantCulture)), new Text(shard.Rows?.ToString("N0", CultureInfo.InvariantCulture) ?? "?"),
                new Text(shard.Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:N0} MB") : "?"), new Text(shard.Error ?? "answers"));
        AnsiConsole.Write(table);
        foreach (var move in moves)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{move.StartedAt:u}  {move.Source} to {move.Target}, {move.Slots.Length} slots: {move.Step.ToString().ToLowerInvariant()}{(move.PauseMilliseconds is { } pause ? $", writes paused for {pause:N0} ms" : "")}"));
    }
}
