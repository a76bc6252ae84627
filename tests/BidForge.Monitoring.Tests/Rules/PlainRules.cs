using BidForge.Monitoring.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace BidForge.Monitoring.Tests.Rules;

/// <summary>The rules as Prometheus itself reads them, without the objects that a cluster has them in, and the cases beside them: a folder that goes afterwards.</summary>
internal sealed class PlainRules : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bidforge-rules-");

    /// <param name="atOnce">Every group is worked out at the server's pace, not at its own.</param>
    public PlainRules(bool atOnce = false)
    {
        var (rules, cases) = (folder.CreateSubdirectory("rules"), folder.CreateSubdirectory("cases"));
        foreach (var file in Directory.GetFiles(Repository.Rules, "*.yaml"))
            TakeOut(file, Path.Combine(rules.FullName, Path.GetFileName(file)), atOnce);
        foreach (var file in Directory.GetFiles(Repository.Cases, "*.yaml"))
            File.Copy(file, Path.Combine(cases.FullName, Path.GetFileName(file)));
    }

    /// <summary>As Prometheus' own settings name them.</summary>
    public string Pattern => Path.Combine(folder.FullName, "rules", "*.yaml");

    public IReadOnlyList<string> Files => Directory.GetFiles(Path.Combine(folder.FullName, "rules"));

    public string Case(string file) => Path.Combine(folder.FullName, "cases", file);

    public void Dispose() => folder.Delete(recursive: true);

    private static void TakeOut(string file, string to, bool atOnce)
    {
        var read = new YamlStream();
        using (var from = File.OpenText(file))
            read.Load(from);
        var rule = Assert.IsType<YamlMappingNode>(Assert.Single(read.Documents).RootNode);
        Assert.Equal("PrometheusRule", rule["kind"].ToString());
        if (atOnce)
            foreach (var group in Assert.IsType<YamlSequenceNode>(rule["spec"]["groups"]))
                Assert.IsType<YamlMappingNode>(group).Children.Remove("interval");
        using var plain = File.CreateText(to);
        new YamlStream(new YamlDocument(rule["spec"])).Save(plain, assignAnchors: false);
    }
}
