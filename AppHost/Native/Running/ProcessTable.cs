using System.Globalization;

namespace BidForge.AppHost.Native.Running;

/// <summary>What /proc tells of processes.</summary>
internal static class ProcessTable
{
    /// <summary>When the process started, in clock ticks since boot; null when there is no such process, or only its remains.</summary>
    public static long? StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The command, in parentheses, may hold anything: fields are counted after it. State is field 3, start time field 22.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static bool IsRunning(int pid, long startTime) => StartTime(pid) == startTime;

    /// <summary>Those whose process group is the given one.</summary>
    public static IEnumerable<int> Group(int group)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            string stat;
            try
            {
                stat = File.ReadAllText($"{folder}/stat");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[0] is not ("Z" or "X") && fields[2] == group.ToString(CultureInfo.InvariantCulture))
                yield return pid;
        }
    }
}
