using System.Text.Json;

namespace BidForge.Backups.Tests;

/// <summary>The verbs, against servers that ./bidforge up started.</summary>
public sealed class CliTests : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}");

    public async ValueTask InitializeAsync()
    {
        await ExpectAsync("backup", "init");
        await ExpectAsync("up", "--detach", "--no-build", "--json", "--only", "postgres");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down");
        await ExpectAsync("reset", "--yes");
    }

    [Fact]
    public async Task A_system_is_backed_up_verified_listed_and_restored_beside_itself()
    {
        var blob = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "blobs", "ab")).FullName, "plan");
        await File.WriteAllTextAsync(blob, "a plan", TestContext.Current.CancellationToken);
        using var run = JsonDocument.Parse(await ExpectAsync("backup", "run", "--json"));
        Assert.Equal(1, run.RootElement.GetProperty("blobs").GetProperty("copied").GetInt32());
        Assert.Equal("postgres", run.RootElement.GetProperty("servers")[0].GetProperty("server").GetString());
        Assert.Contains("keys/", run.RootElement.GetProperty("notIncluded").GetString());
        using var verified = JsonDocument.Parse(await ExpectAsync("backup", "verify", "--json"));
        Assert.Equal(0, verified.RootElement.GetProperty("problems").GetArrayLength());
        Assert.Contains("restorable from", await ExpectAsync("backup", "list"));

        var (code, _, errors) = await RunAsync("backup", "restore", "--server", "postgres", "--to", "latest");
        Assert.Equal(2, code);
        Assert.Contains("--into", errors);
        var into = Path.Combine(folder, "restored");
        using var restored = JsonDocument.Parse(await ExpectAsync("backup", "restore", "--server", "postgres", "--to", "latest", "--into", into, "--json"));
        Assert.True(File.Exists(Path.Combine(into, "data", "PG_VERSION")));
        Assert.Contains("pg_ctl", restored.RootElement.GetProperty("start").GetString());
        await ExpectAsync("backup", "restore", "--server", "blobs", "--to", "latest", "--into", Path.Combine(folder, "files"));
        Assert.Equal("a plan", await File.ReadAllTextAsync(Path.Combine(folder, "files", "ab", "plan"), TestContext.Current.CancellationToken));
    }

    private Task<string> ExpectAsync(params string[] arguments) => Tool.ExpectAsync([.. arguments, "--state-dir", folder]);

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => Tool.RunAsync([.. arguments, "--state-dir", folder]);
}
