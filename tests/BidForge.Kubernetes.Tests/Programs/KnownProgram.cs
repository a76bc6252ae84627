using System.Text.RegularExpressions;
using System.Xml.Linq;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>A program as its sources say it is: its assembly, and which settings it reads.</summary>
internal sealed partial class KnownProgram
{
    /// <summary>Read by .NET itself, or by the kubelet where it puts other variables together.</summary>
    private static readonly string[] Platform =
        ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "DOTNET_gcServer", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_EXPORTER_OTLP_PROTOCOL", "POD_NAME"];

    private readonly string sources;

    private KnownProgram(string project)
    {
        Assembly = Path.GetFileNameWithoutExtension(project);
        sources = string.Join('\n', Closure(project).SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
        Settings = Platform.Concat(Options()).Concat(ConnectionStrings()).Concat(Replicas()).Concat(Indexed()).Concat(Addresses()).ToHashSet(StringComparer.Ordinal);
        Required = ConnectionStrings().Concat(RequiredOptions()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>By the name of its deployment.</summary>
    public static IReadOnlyDictionary<string, KnownProgram> All { get; } =
        new[] { "services/auth", "services/project", "services/bid", "services/notification", "services/analytics", "services/file", "gateway", "web" }.ToDictionary(
            folder => Path.GetFileName(folder), folder => new KnownProgram(Directory.GetFiles(Path.Combine(Kubectl.Root, folder), "*.csproj").Single()), StringComparer.Ordinal);

    public string Assembly { get; }

    /// <summary>As variables are written: Section__Name.</summary>
    public IReadOnlySet<string> Settings { get; }

    /// <summary>Without these it does not start.</summary>
    public IReadOnlySet<string> Required { get; }

    /// <summary>The folders of a project and of those that it is made of.</summary>
    private static IEnumerable<string> Closure(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .SelectMany(reference => Closure(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value))))
        .Prepend(Path.GetDirectoryName(project)!).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Options() => OptionsSection().Matches(sources).SelectMany(match => Members(match.Groups[1].Value).Select(member => $"{match.Groups[2].Value}__{member.Path}"));

    private IEnumerable<string> RequiredOptions() =>
        OptionsSection().Matches(sources).SelectMany(match => Members(match.Groups[1].Value).Where(member => member.IsRequired).Select(member => $"{match.Groups[2].Value}__{member.Path}"));

    private IEnumerable<(string Path, bool IsRequired)> Members(string type)
    {
        var body = Regex.Match(sources, $@"class {type}\b[^\{{]*\{{(.*?)\n\}}", RegexOptions.Singleline).Groups[1].Value;
        // Two programs have options of one name; a program has its own only, since only its own folders are read.
        foreach (Match member in Property().Matches(body))
            if (Regex.IsMatch(sources, $@"class {Regex.Escape(member.Groups[2].Value)}\b") && member.Groups[2].Value.EndsWith("Options", StringComparison.Ordinal))
                foreach (var inner in Members(member.Groups[2].Value))
                    yield return ($"{member.Groups[3].Value}__{inner.Path}", false);
            else
                // A default that is not empty makes a required setting one that need not be given.
                yield return (member.Groups[3].Value, member.Groups[1].Value.Contains("Required", StringComparison.Ordinal) && member.Groups[4].Value is "" or "= \"\";");
    }

    private IEnumerable<string> ConnectionStrings() => Connection().Matches(sources).Select(match => match.Groups[1].Value)
        .Concat(Sharding().Matches(sources).SelectMany(match => new[] { $"{match.Groups[1].Value}0", match.Groups[2].Value }))
        .Select(name => $"ConnectionStrings__{name}");

    // A standby need not be there.
    private IEnumerable<string> Replicas() => Replica().Matches(sources).Select(match => $"ConnectionStrings__{match.Groups[1].Value}_replica");

    private IEnumerable<string> Indexed() => Index().Matches(sources).Select(match => match.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal)).Append("BIDFORGE_SECRETS");

    private IEnumerable<string> Addresses() => Asked().Matches(sources).Select(match => match.Groups[1].Value)
        .Concat(Routed().Matches(sources).SelectMany(match => Quoted().Matches(match.Groups[1].Value).Select(name => name.Groups[1].Value).Append("web")))
        .Select(service => $"services__{service}__http__0");

    [GeneratedRegex(@"AddOptions<(\w+)>\(\)\s*\.BindConfiguration\(""(\w+)""\)")]
    private static partial Regex OptionsSection();

    [GeneratedRegex(@"((?:\[[^\]]*\]\s*)*)public (?:required )?([\w\[\]\.]+)\?? (\w+) \{ get; init; \}[ ]*(= [^\n]*;)?")]
    private static partial Regex Property();

    [GeneratedRegex(@"(?:AddDatabase<\w+>|AddRedis|AddHybridCaching|GetConnectionString)\(""(\w+)""\)")]
    private static partial Regex Connection();

    [GeneratedRegex(@"AddReadReplica\(""(\w+)""\)")]
    private static partial Regex Replica();

    [GeneratedRegex(@"AddSharding\(""(\w+)"", ""(\w+)""")]
    private static partial Regex Sharding();

    [GeneratedRegex(@"onfiguration(?:\.Get(?:Value|Section)[^(]*\(|\[)""([A-Za-z_:]+)""")]
    private static partial Regex Index();

    [GeneratedRegex(@"AddServiceAddress\(""(\w+)""\)")]
    private static partial Regex Asked();

    [GeneratedRegex(@"IReadOnlyList<string> Services = \[([^\]]*)\]")]
    private static partial Regex Routed();

    [GeneratedRegex(@"""(\w+)""")]
    private static partial Regex Quoted();
}
