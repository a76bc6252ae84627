using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace BidForge.AppHost.Tests.Cli;

public sealed class VerbTests(RunningCli cli)
{
    [Fact]
    public async Task A_second_up_beside_a_running_one_says_so()
    {
        var (code, _, errors) = await RunningCli.RunAsync("up", "--no-build", "--state-dir", cli.Folder);
        Assert.Equal(3, code);
        Assert.Contains("already running", errors);
    }

    [Fact]
    public async Task An_up_whose_port_is_taken_names_the_port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString();
        var folder = Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        var (code, _, errors) = await RunningCli.RunAsync("up", "--no-build", "--port", port, "--state-dir", folder);
        Assert.Equal(4, code);
        Assert.Contains($"Port {port} for gateway is in use", errors);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Status_for_programs_lists_every_process_and_keeps_passwords_to_itself()
    {
        // 1 for as long as a server is too busy to say that it is healthy.
        var output = "";
        await Eventually.TrueAsync(async () =>
        {
            (var code, output, _) = await RunningCli.RunAsync("status", "--json", "--state-dir", cli.Folder);
            return code is 0;
        }, "everything is healthy", TestContext.Current.CancellationToken);
        using var status = JsonDocument.Parse(output);
        var resources = status.RootElement.GetProperty("resources").EnumerateArray().ToList();
        Assert.Equal(["rabbitmq", "redis", "mail", "gateway"], resources.Select(r => r.GetProperty("name").GetString()));
        Assert.All(resources, r => Assert.Equal("healthy", r.GetProperty("state").GetString()));
        Assert.DoesNotContain("password", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("amqp://", output);
    }

    [Fact]
    public async Task Up_and_status_show_where_to_look_for_how_the_system_is()
    {
        var site = cli.Summary.GetProperty("site").GetString();
        var operations = cli.Summary.GetProperty("operations").EnumerateObject().ToDictionary(link => link.Name, link => link.Value.GetString()!);
        Assert.Equal(
            new Dictionary<string, string> { ["status"] = $"{site}/status", ["system"] = $"{site}/admin/system", ["errors"] = $"{site}/admin/errors", ["metrics"] = $"{site}/metrics" },
            operations);
        using var http = new HttpClient();
        Assert.Contains("bidforge_gateway_replicas", await http.GetStringAsync(operations["metrics"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var (_, output, _) = await RunningCli.RunAsync("status", "--state-dir", cli.Folder);
        Assert.All(operations.Values, link => Assert.Contains(link, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_with_the_passwords_is_its_owner_s_only()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(cli.Folder, "run", "state.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(cli.Folder, "secrets.json")));
        Assert.Contains("connectionStrings", await File.ReadAllTextAsync(Path.Combine(cli.Folder, "run", "state.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Logs_are_printed_by_name()
    {
        var (code, output, _) = await RunningCli.RunAsync("logs", "redis", "--state-dir", cli.Folder);
        Assert.Equal(0, code);
        Assert.Contains("Ready to accept connections", output);
    }

    [Fact]
    public async Task Logs_of_what_there_is_not_name_what_there_is()
    {
        var (code, _, errors) = await RunningCli.RunAsync("logs", "nobody", "--state-dir", cli.Folder);
        Assert.Equal(1, code);
        Assert.Contains("redis", errors);
    }

    [Fact]
    public async Task Nothing_is_deleted_while_it_runs()
    {
        var (code, _, _) = await RunningCli.RunAsync("reset", "--yes", "--state-dir", cli.Folder);
        Assert.Equal(3, code);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("down")]
    [InlineData("errors", "list")]
    public async Task A_verb_that_needs_a_running_system_says_that_there_is_none(params string[] verb)
    {
        var (code, output, errors) = await RunningCli.RunAsync([.. verb, "--state-dir", "/tmp/bidforge-there-is-none"]);
        Assert.Equal(5, code);
        Assert.Contains("not running", output + errors);
    }

    [Fact]
    public async Task A_folder_that_is_not_BidForge_s_is_not_deleted()
    {
        var folder = Directory.CreateTempSubdirectory("someone-elses").FullName;
        var (code, _, _) = await RunningCli.RunAsync("reset", "--yes", "--state-dir", folder);
        Assert.Equal(1, code);
        Assert.True(Directory.Exists(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task An_unknown_verb_is_not_understood()
    {
        var (code, _, errors) = await RunningCli.RunAsync("fly");
        Assert.Equal(2, code);
        Assert.Contains("fly", errors);
    }

    [Theory]
    [InlineData("--shards", "0")]
    [InlineData("--port", "65536")]
    public async Task A_setting_out_of_range_is_not_understood(string option, string value)
    {
        var (code, _, errors) = await RunningCli.RunAsync("up", option, value);
        Assert.Equal(2, code);
        Assert.Contains(option, errors);
    }
}
