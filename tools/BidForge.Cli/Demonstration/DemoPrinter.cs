using System.Diagnostics;
using System.Globalization;
using BidForge.Demo;

namespace BidForge.Cli.Demonstration;

/// <summary>Prints the play: acts and results as lines, progress in place on a terminal and not at all into a file.</summary>
internal sealed class DemoPrinter(TextWriter writer) : IDemoLog
{
    private readonly Lock gate = new();
    private readonly bool inPlace = writer == Console.Out ? !Console.IsOutputRedirected : !Console.IsErrorRedirected;
    private readonly long started = Stopwatch.GetTimestamp();
    private long lastProgress;

    public void Act(int number, int of, string title) => Line($"{number,2}/{of} {title}");

    public void Say(string line) => Line($"      {line}");

    public void Progress(int done, int of)
    {
        if (!inPlace || of is 0)
            return;
        lock (gate)
        {
            if (done < of && Stopwatch.GetElapsedTime(lastProgress).TotalMilliseconds < 100)
                return;
            lastProgress = Stopwatch.GetTimestamp();
            var filled = Math.Clamp(30 * done / of, 0, 30);
            writer.Write($"\r      [{new string('#', filled)}{new string('.', 30 - filled)}] {done}/{of}   ");
            writer.Flush();
        }
    }

    private void Line(string text)
    {
        lock (gate)
        {
            if (inPlace)
                writer.Write("\r\u001b[K");
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s {text}"));
        }
    }
}
