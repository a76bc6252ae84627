using YamlDotNet.RepresentationModel;

namespace BidForge.Delivery.Tests.Workflows;

/// <summary>A workflow of GitHub Actions, read as far as the rules ask.</summary>
public sealed class Workflow
{
    private readonly YamlMappingNode root;

    public Workflow(string text)
    {
        Lines = text.Split('\n');
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public IReadOnlyList<string> Lines { get; }

    public YamlNode? this[string key] => root.Get(key);

    public IEnumerable<string> Triggers => root.Get("on") switch
    {
        YamlMappingNode map => map.Children.Keys.Select(key => key.ToString()),
        YamlSequenceNode list => list.Select(item => item.ToString()),
        YamlScalarNode word => [word.ToString()],
        _ => [],
    };

    public IEnumerable<Job> Jobs => ((YamlMappingNode)root.Get("jobs")!).Children.Select(job => new Job(job.Key.ToString(), (YamlMappingNode)job.Value));

    public IEnumerable<YamlMappingNode> Steps => Jobs.SelectMany(job => job.Steps);

    /// <summary>Actions and workflows that it takes from elsewhere, with the line that names them.</summary>
    public IEnumerable<(string Uses, string Line)> Uses => Steps.Cast<YamlNode>().Concat(Jobs.Select(job => job.Node))
        .Select(node => node.Text("uses")).OfType<string>().Distinct()
        .SelectMany(uses => Lines.Where(line => line.Contains($"uses: {uses}", StringComparison.Ordinal)).Select(line => (uses, line)));

    public override string ToString() => root.Text("name") ?? "without a name";
}

/// <param name="Name">Its key.</param>
/// <param name="Node">What it says.</param>
public sealed record Job(string Name, YamlMappingNode Node)
{
    public IEnumerable<YamlMappingNode> Steps => Node.Get("steps") is YamlSequenceNode steps ? steps.Cast<YamlMappingNode>() : [];

    /// <summary>The jobs that have to succeed before it.</summary>
    public IEnumerable<string> Needs => Node.Get("needs") switch
    {
        YamlSequenceNode list => list.Select(item => item.ToString()),
        YamlScalarNode one => [one.ToString()],
        _ => [],
    };

    /// <summary>It is another workflow, which has limits of its own.</summary>
    public bool IsCall => Node.Get("uses") is not null;
}

internal static class YamlExtensions
{
    public static YamlNode? Get(this YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(this YamlNode node, string key) => (node.Get(key) as YamlScalarNode)?.Value;
}
