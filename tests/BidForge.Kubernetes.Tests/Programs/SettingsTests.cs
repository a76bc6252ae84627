using System.Text.RegularExpressions;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>Commands, variables, files and ports of the manifests are those that the programs have.</summary>
public sealed partial class SettingsTests
{
    private const string Secrets = "/etc/bidforge/secrets";

    public static MatrixTheoryData<string, string> Deployments => new(["dev", "staging", "production"], KnownProgram.All.Keys);

    [Theory, MemberData(nameof(Deployments))]
    public void The_command_is_the_program(string environment, string name)
    {
        var program = KnownProgram.All[name];
        Assert.Equal(["dotnet", $"{program.Assembly}.dll"], Container(environment, name).Json.Texts("command"));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "..", "..", program.Assembly, "release", $"{program.Assembly}.dll")), $"{program.Assembly} is not what is built");
    }

    [Theory, MemberData(nameof(Deployments))]
    public void Every_variable_and_secret_file_is_a_setting_that_the_program_reads(string environment, string name) =>
        Assert.Empty(Given(environment, name).Except(KnownProgram.All[name].Settings));

    [Theory, MemberData(nameof(Deployments))]
    public void Nothing_that_the_program_needs_is_missing(string environment, string name) =>
        Assert.Empty(KnownProgram.All[name].Required.Except(Given(environment, name)));

    [Theory, MemberData(nameof(Deployments))]
    public void The_ports_that_it_listens_on_are_those_that_the_manifest_opens(string environment, string name)
    {
        var container = Container(environment, name);
        Assert.Equal(Variable(container, "ASPNETCORE_HTTP_PORTS")!.Split(';').Order(), container.Json.List("ports").Select(port => port.Text("containerPort")!).Order());
    }

    [Theory, InlineData("dev"), InlineData("staging"), InlineData("production")]
    public void The_gateway_serves_metrics_on_the_port_that_is_not_public(string environment)
    {
        var gateway = Container(environment, "gateway");
        Assert.Equal(gateway.Json.List("ports").Single(port => port.Text("name") is "metrics").Text("containerPort"), Variable(gateway, "Metrics__Port"));
        Assert.DoesNotContain(Kubectl.Render($"overlays/{environment}").Of("HTTPRoute").SelectMany(it => it.Json.All()), part => part.Text("port") == Variable(gateway, "Metrics__Port"));
    }

    [Theory, InlineData("dev"), InlineData("staging"), InlineData("production")]
    public void The_gateway_knows_where_everything_is_that_it_forwards_to(string environment) => Assert.Equal(
        KnownProgram.All["gateway"].Settings.Where(setting => setting.StartsWith("services__", StringComparison.Ordinal)).Order(),
        Given(environment, "gateway").Where(setting => setting.StartsWith("services__", StringComparison.Ordinal)).Order());

    [Theory, InlineData("dev"), InlineData("staging"), InlineData("production")]
    public void The_key_file_is_mounted_where_the_bid_service_looks_for_it(string environment)
    {
        var world = Kubectl.Render($"overlays/{environment}");
        var bid = Container(environment, "bid");
        var path = Variable(bid, "Sealing__KeyFile")!;
        var volume = bid.Json.List("volumeMounts").Single(mount => mount.Text("mountPath") == Path.GetDirectoryName(path)).Text("name");
        Assert.Contains(Path.GetFileName(path), Produced.FilesOf(world, bid.Pod.List("spec/volumes").Single(it => it.Text("name") == volume))!);
    }

    [Fact]
    public void Every_subscriber_is_a_service_that_has_a_queue_and_is_scaled_by_it()
    {
        var world = Kubectl.Render("overlays/production");
        var subscribers = Variable(Container("production", "auth"), "Messaging__Subscribers")!.Split(',').Order().ToList();
        Assert.Equal(subscribers, world.Of("ScaledObject").Select(it => it.Name).Order());
        var onTheBus = Directory.EnumerateFiles(Path.Combine(Kubectl.Root, "services"), "Program.cs", SearchOption.AllDirectories)
            .SelectMany(file => Queue().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        Assert.Equal(subscribers.Append("auth").Order(), onTheBus.Order());
    }

    [Fact]
    public void The_sources_name_settings_that_are_known_to_exist()
    {
        // What the readings above stand on: that settings are found in the sources at all.
        Assert.Superset(new HashSet<string> { "Sealing__KeyFile", "Sharding__Connections", "Messaging__SealKeys", "ConnectionStrings__bid0", "ConnectionStrings__bidcatalog" }, KnownProgram.All["bid"].Settings.ToHashSet());
        Assert.Superset(new HashSet<string> { "Blobs__Kind", "Blobs__S3__Bucket", "Attachments__SealKeys" }, KnownProgram.All["file"].Settings.ToHashSet());
        Assert.Superset(new HashSet<string> { "Auth__KeyEncryptionKey", "ConnectionStrings__auth", "ConnectionStrings__rabbitmq" }, KnownProgram.All["auth"].Required.ToHashSet());
        Assert.Superset(new HashSet<string> { "Metrics__Port", "Web__Key", "Limits__UserPerMinute", "services__web__http__0" }, KnownProgram.All["gateway"].Settings.ToHashSet());
        Assert.DoesNotContain("Web__SessionHours", KnownProgram.All["gateway"].Settings);
        Assert.Contains("Sealing__KeyFile", KnownProgram.All["bid"].Required);
    }

    internal static Container Container(string environment, string name) =>
        Kubectl.Render($"overlays/{environment}").Containers.Single(it => it.Owner.Kind is "Deployment" && it.Owner.Name == name);

    private static string? Variable(Container container, string name) => container.Json.List("env").Single(variable => variable.Text("name") == name).Text("value");

    /// <summary>All shards are one setting, numbered.</summary>
    private static List<string> Given(string environment, string name)
    {
        var container = Container(environment, name);
        var volume = container.Pod.List("spec/volumes").Single(it => it.Text("name") == container.Json.List("volumeMounts").Single(mount => mount.Text("mountPath") == Secrets).Text("name"));
        return [.. container.Json.List("env").Select(variable => variable.Text("name")!).Concat(Produced.FilesOf(Kubectl.Render($"overlays/{environment}"), volume)!)
            .Select(setting => Shard().Replace(setting, "ConnectionStrings__bid0")).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^ConnectionStrings__bid\d+$")]
    private static partial Regex Shard();

    [GeneratedRegex(@"AddMessaging\(""(\w+)""")]
    private static partial Regex Queue();
}
