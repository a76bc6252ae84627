using System.Diagnostics;
using BidForge.Features;
using BidForge.Kubernetes.Tests.Rendering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>Feature flags as a ConfigMap gives them to programs that run.</summary>
public sealed class FeatureTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bidforge-features-");

    public static TheoryData<string> Overlays => ["dev", "staging", "production"];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Overlays))]
    public void Rules_are_of_flags_that_there_are(string environment)
    {
        var rules = Kubectl.Render($"overlays/{environment}").Find("ConfigMap", "features")!.Json.Map("data")["features.json"];
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(rules));
        var names = new ConfigurationBuilder().AddJsonStream(text).Build().GetSection("FeatureManagement").GetChildren().Select(rule => rule.Key);
        Assert.Empty(names.Except(Flags.All.Select(flag => flag.Name)));
    }

    [Fact]
    public async Task A_change_of_the_map_reaches_a_program_that_runs()
    {
        Mount("1", """{ "FeatureManagement": { "LiveNotifications": false } }""");
        using var configuration = new ConfigurationManager();
        configuration["Features:File"] = Path.Combine(folder.FullName, "features.json");
        configuration.AddFeatureFile();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddFeatures().BuildServiceProvider();
        var switches = services.GetRequiredService<FeatureSwitches>();
        Assert.False(await switches.IsOnAsync(Flags.LiveNotifications, Guid.NewGuid(), "contractor"));

        Mount("2", """{ "FeatureManagement": { "LiveNotifications": true } }""");
        await Eventually.TrueAsync(() => switches.IsOnAsync(Flags.LiveNotifications, Guid.NewGuid(), "contractor"), "the new rules are read", TestContext.Current.CancellationToken);
    }

    /// <summary>As the kubelet does it: a folder for each version, of which a link is the current one, swapped at once; files are links through that.</summary>
    private void Mount(string version, string rules)
    {
        File.WriteAllText(Path.Combine(folder.CreateSubdirectory($"..{version}").FullName, "features.json"), rules);
        var (next, current) = (Path.Combine(folder.FullName, "..data_tmp"), Path.Combine(folder.FullName, "..data"));
        Directory.CreateSymbolicLink(next, $"..{version}");
        // By a program, for .NET moves no link to a folder.
        using (var move = Process.Start("mv", ["-T", next, current]))
            move.WaitForExit();
        if (!File.Exists(Path.Combine(folder.FullName, "features.json")))
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "features.json"), "..data/features.json");
    }
}
