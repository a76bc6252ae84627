using System.Text.RegularExpressions;

namespace BidForge.Delivery.Tests.Images;

/// <summary>A Dockerfile as its instructions, stage by stage.</summary>
public sealed partial class Dockerfile
{
    public Dockerfile(string text)
    {
        var joined = Continued().Replace(string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))), " ");
        foreach (var line in joined.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (name, rest) = (line[..space].ToUpperInvariant(), line[space..].Trim());
            if (name is "FROM")
                Stages.Add(new(BaseOf(rest), NameOf(rest), []));
            else if (Stages.Count is 0)
                Defaults.Add(rest);
            else
                Stages[^1].Instructions.Add((name, rest));
        }
    }

    /// <summary>Arguments that the first lines of all stages may use.</summary>
    public List<string> Defaults { get; } = [];

    public List<Stage> Stages { get; } = [];

    public Stage Last => Stages[^1];

    private static string BaseOf(string from) => from.Split(' ').First(word => !word.StartsWith("--", StringComparison.Ordinal));

    private static string? NameOf(string from) => from.Split(' ') is [.., var before, var name] && before.Equals("AS", StringComparison.OrdinalIgnoreCase) ? name : null;

    [GeneratedRegex(@"\\\s*\n")]
    private static partial Regex Continued();
}

/// <param name="Base">What it starts from: an image or an earlier stage.</param>
/// <param name="Name">What later stages call it.</param>
/// <param name="Instructions">In order.</param>
public sealed record Stage(string Base, string? Name, List<(string Name, string Text)> Instructions)
{
    public IEnumerable<string> Of(string instruction) => Instructions.Where(one => one.Name == instruction).Select(one => one.Text);
}
