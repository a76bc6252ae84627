using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Sharding.Inspection;

namespace BidForge.Cli.Shards;

internal static class AuditVerb
{
    public static Command Create()
    {
        var command = new Verb("verify", "Compares the map, the shards' fences, and where rows lie.", $"""
            Finds slots that no shard owns or more than one, a map that differs from the fences, rows on a shard that does not own them, and what moves left behind.
            Reads every table once; changes nothing.
            {ShardAccess.Where}
            Exit codes: 0 all agree; 1 something does not, and is listed; 5 not running.
            """)
        { ShardMoves.Json, StateFolder.Option };
        command.SetAction(parsed => ShardAccess.RunAsync(parsed, async (shards, stop) =>
        {
            var findings = await new ShardAudit(shards).RunAsync(stop);
            if (parsed.GetValue(ShardMoves.Json))
                Console.WriteLine(JsonSerializer.Serialize(findings, SystemState.Json));
            else if (findings.Count is 0)
                Console.WriteLine("Map, fences and rows agree.");
            foreach (var finding in parsed.GetValue(ShardMoves.Json) ? [] : findings)
                Console.WriteLine($"{finding.Kind}: {finding.Shard}{(finding.Slots.Length > 0 ? $" slots {finding.Slots}" : "")}. {finding.Message}");
            return findings.Count is 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }
}
