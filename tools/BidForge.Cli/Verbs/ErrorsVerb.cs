using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Errors;
using BidForge.Cli.Running;

namespace BidForge.Cli.Verbs;

internal static class ErrorsVerb
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print it as JSON." };

    public static Command Create() => new("errors", "Messages that a service could not handle, and another try for them.") { CreateList(), CreateReplay() };

    private static Command CreateList()
    {
        var limit = new Option<int>("--limit") { Description = "Messages shown of each queue.", DefaultValueFactory = _ => 20 };
        var command = new Verb("list", "Lists what is in the error queues: which message, when and why; never its content.", $"""
            {ErrorQueues.Where}
            Exit codes: 0 listed, also when there is nothing; 5 not running.
            """)
        { limit, Json, StateFolder.Option };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var queues = await ErrorQueues.OpenAsync(StateFolder.From(parsed), cancellationToken);
            Print(await queues.ListAsync(parsed.GetValue(limit), cancellationToken), parsed.GetValue(Json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateReplay()
    {
        var queue = new Argument<string?>("service") { Description = "One service, or its error queue; all when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Verb("replay", "Moves failed messages back to the queue they failed in. What was handled already is recognised and not handled twice.", $"""
            {ErrorQueues.Where}
            Exit codes: 0 moved, also when there was nothing; 1 no such service; 5 not running.
            """)
        { queue, Json, StateFolder.Option };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var queues = await ErrorQueues.OpenAsync(StateFolder.From(parsed), cancellationToken);
            var moved = await queues.ReplayAsync(parsed.GetValue(queue), cancellationToken);
            Print(moved, parsed.GetValue(Json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(IReadOnlyDictionary<string, int> moved, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(moved, SystemState.Json));
            return;
        }

        if (moved.Count == 0)
            AnsiConsole.WriteLine("The error queues are empty.");
        foreach (var (queue, count) in moved)
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{queue}: {count} moved back"));
    }

    private static void Print(IReadOnlyList<ErrorQueue> queues, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(queues, SystemState.Json));
            return;
        }

        if (queues.Count == 0)
            AnsiConsole.WriteLine("The error queues are empty.");
        foreach (var queue in queues)
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{queue.Queue}[/]: {queue.Count}");
            foreach (var message in queue.Messages)
                AnsiConsole.WriteLine($"  {message.FailedAt}  {message.Type}  {message.MessageId}\n    {message.Exception}: {message.Message}");
        }
    }
}
