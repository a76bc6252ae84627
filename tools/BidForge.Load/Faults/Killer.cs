using System.Globalization;
using System.Runtime.InteropServices;
using BidForge.Load.Measuring;

namespace BidForge.Load.Faults;

/// <summary>SIGKILL for one victim after the other, in random order, while bids come in.</summary>
internal static class Killer
{
    private const int SigKill = 9;

    public static async Task<IReadOnlyList<string>> KillAsync(FaultsTarget target, FaultsPlan plan, DateTimeOffset begin, Action<string> say, CancellationToken ct)
    {
        var victims = plan.Victims.ToArray();
        Random.Shared.Shuffle(victims);
        var kills = new List<string>();
        for (var number = 0; number < victims.Length; number++)
        {
            var wait = begin + plan.Gap * (number + 1) - TimeProvider.System.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, ct);
            if (Kill(target, victims[number]) is not { } pid)
                continue;
            kills.Add(string.Create(CultureInfo.InvariantCulture, $"{(TimeProvider.System.GetUtcNow() - begin).TotalSeconds:0.0} s {victims[number]} ({pid})"));
            say($"killed after {kills[^1]}");
        }
        return kills;
    }

    /// <summary>The process with all that it started, such as a database's sessions; null when it is just not running.</summary>
    private static int? Kill(FaultsTarget target, string victim)
    {
        var running = target.System.Roots().GetValueOrDefault(victim) ?? throw new LoadFailure($"No part of the system is named {victim}.");
        if (running.Count is 0)
            return null;
        var pid = running[Random.Shared.Next(running.Count)];
        // The process first: it must not start anew what is killed below it.
        var below = new ProcessTree().Below(pid).ToList();
        if (Kill(pid, SigKill) is not 0)
            return null;
        foreach (var child in below)
            _ = Kill(child, SigKill);
        return pid;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
