using System.Text.Json;
using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>What the dashboards ask Prometheus for.</summary>
internal static class Dashboards
{
    public static IReadOnlyList<(string File, string Panel, string Expression, string Legend)> Queries { get; } =
    [
        .. from file in Directory.GetFiles(Repository.Dashboards, "*.json").Order(StringComparer.Ordinal)
           from panel in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
           where panel.TryGetProperty("targets", out _)
           from target in panel.GetProperty("targets").EnumerateArray()
           select (Path.GetFileName(file), panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!, target.GetProperty("legendFormat").GetString()!),
    ];
}
