using System.Globalization;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Shards;

/// <summary>Tells a person how a move goes: a line for each thing done, and one a second while rows are copied.</summary>
internal sealed class MovePrinter(bool quiet) : IMoveWatcher
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private string last = "";
    private long printedAt;

    public Task ReachedAsync(Move move, string point) => Task.CompletedTask;

    public void Report(MoveProgress progress)
    {
        if (quiet || progress.Doing == last && TimeProvider.System.GetElapsedTime(printedAt) < Every)
            return;
        (last, printedAt) = (progress.Doing, TimeProvider.System.GetTimestamp());
        Console.WriteLine($"  {progress.Step.ToString().ToLowerInvariant(),-10} {progress.Doing}{Numbers(progress)}");
    }

    public static void Print(Move move) => Console.WriteLine(move.Step is MoveStep.Done
        ? string.Create(CultureInfo.InvariantCulture,
            $"{move.Slots.Length} slots moved from {move.Source} to {move.Target}: {move.Rows:N0} rows, {move.Bytes:N0} bytes, {(move.FinishedAt - move.StartedAt)?.TotalSeconds:N1} s; writes of them paused for {move.PauseMilliseconds:N0} ms.")
        : $"Given up: {move.Source} keeps slots {Ranges.Write(move.Slots)}.");

    private static string Numbers(MoveProgress progress) => progress is { Done: { } done, Total: { } total, PerSecond: { } rate }
        ? string.Create(CultureInfo.InvariantCulture, $": {done:N0} of {total:N0} rows, {rate:N0}/s{(progress.Left is { } left ? $", {left:hh\\:mm\\:ss} left" : "")}")
        : "";
}
