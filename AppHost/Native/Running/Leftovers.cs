using System.Globalization;

namespace BidForge.AppHost.Native.Running;

/// <summary>
/// Remembers in <c>run/pids</c> which processes were started, so that whoever comes next can end those that a killed app host left.
/// </summary>
internal sealed class Leftovers(string folder)
{
    public void Record(string name, int pid, long startTime)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), string.Create(CultureInfo.InvariantCulture, $"{pid} {startTime}"));
    }

    public void Forget(string name) => File.Delete(Path.Combine(folder, name));

    /// <summary>Ends every recorded process that still runs; returns their names.</summary>
    public async Task<IReadOnlyList<string>> EndAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return [];
        var ended = await Task.WhenAll(Directory.GetFiles(folder).Select(file => EndAsync(file, cancellationToken)));
        return [.. ended.OfType<string>()];
    }

    private static async Task<string?> EndAsync(string file, CancellationToken cancellationToken)
    {
        var found = false;
        if (File.ReadAllText(file).Split(' ') is [var first, var second]
            && int.TryParse(first, CultureInfo.InvariantCulture, out var pid) && long.TryParse(second, CultureInfo.InvariantCulture, out var startTime))
        {
            if (ProcessTable.IsRunning(pid, startTime))
            {
                found = true;
                // SIGINT lets PostgreSQL write what it holds; whoever does not know it, dies of it or is killed.
                Signals.Send(pid, Signal.Interrupt);
                for (var waited = 0; waited < 50 && ProcessTable.IsRunning(pid, startTime); waited++)
                    await Task.Delay(100, cancellationToken);
            }

            // Whatever it had started: the group outlives its leader, and no other process can take its number meanwhile.
            if (ProcessTable.StartTime(pid) is not { } now || now == startTime)
            {
                found |= ProcessTable.Group(pid).Any();
                Signals.SendToGroup(pid, Signal.Kill);
            }
        }

        File.Delete(file);
        return found ? Path.GetFileName(file) : null;
    }
}
