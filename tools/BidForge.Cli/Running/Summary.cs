using System.Globalization;
using System.Text.Json;
using BidForge.Demo;

namespace BidForge.Cli.Running;

/// <summary>What a person wants to know once everything runs.</summary>
internal sealed record Summary(
    string Site, Operations? Operations, string Mail, string Logs, double SecondsToHealthy, long MemoryBytes, int Processes, IReadOnlyList<DemoLogin> DemoLogins)
{
    public static Summary Of(StateFolder folder, SystemState state)
    {
        var (bytes, processes) = MemoryInUse.Of(state.Pid);
        var site = Url(state, "gateway").Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        return new Summary(
            site, Operations.Of(site), Url(state, "mail"), folder.Logs, state.SecondsToHealthy ?? 0, bytes, processes, Read(folder.DemoLogins));
    }

    public void Print()
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        if (Site.Length > 0)
        {
            grid.AddRow(new Text("Site"), new Markup($"[bold green]{Markup.Escape(Site)}[/]"));
            grid.AddRow("API", Markup.Escape($"{Site}/api/v1, described at {Site}/docs"));
        }

        if (Operations is { } operations)
        {
            grid.AddRow("Operations", Markup.Escape($"{operations.Status} (how it stands)"));
            grid.AddRow("", Markup.Escape($"{operations.System} and {operations.Errors} (for administrators: ./bidforge admin grant)"));
            grid.AddRow("", Markup.Escape($"{operations.Metrics}, and /metrics and /health of every process in ./bidforge status"));
        }

        if (Mail.Length > 0)
            grid.AddRow("Mail", Markup.Escape($"{Mail} (every e-mail ends there)"));
        grid.AddRow("Logs", Markup.Escape(Logs));
        if (DemoLogins.Count == 0 && Site.Length > 0)
            grid.AddRow("Logins", "register on the site, or fill it by ./bidforge demo");
        foreach (var (login, first) in DemoLogins.GroupBy(l => l.Kind).SelectMany(kind => kind.Take(3)).Select((l, i) => (l, i == 0)))
            grid.AddRow(first ? "Logins" : "", Markup.Escape($"{login.Email}  {login.Password}  {login.Company}, {login.Kind}"));
        grid.AddRow("Healthy", string.Create(CultureInfo.InvariantCulture, $"after {SecondsToHealthy:0.0} s"));
        grid.AddRow("Memory", string.Create(
            CultureInfo.InvariantCulture, $"{MemoryBytes / 1048576.0:0} MB resident in {Processes} processes (proportional set size)"));
        AnsiConsole.Write(grid);
    }

    private static string Url(SystemState state, string resource) => state.Resources.FirstOrDefault(r => r.Name == resource)?.Url ?? "";

    private static IReadOnlyList<DemoLogin> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<List<DemoLogin>>(File.ReadAllText(path), SystemState.Json) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
