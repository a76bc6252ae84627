namespace BidForge.Delivery.Tests.Scripts;

public sealed class ScriptTests
{
    public static TheoryData<string> Every() =>
        [.. Directory.EnumerateFiles(Repository.Path(".github/scripts"), "*.sh").Select(path => Path.GetRelativePath(Repository.Root, path)), "bidforge", ".ci/run"];

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_script_is_clean_and_stops_at_the_first_fault(string path)
    {
        Assert.StartsWith("#!/usr/bin/env bash\n# ", Repository.Read(path));
        Assert.Contains("\nset -euo pipefail\n", Repository.Read(path));
        Assert.True(File.GetUnixFileMode(Repository.Path(path)).HasFlag(UnixFileMode.UserExecute));
        using var sandbox = new Sandbox();
        var (code, output, _) = await sandbox.RunAsync("shellcheck", Repository.Path(path));
        Assert.True(code is 0, output);
    }

    [Fact]
    public async Task A_failed_deployment_is_an_issue_and_a_message()
    {
        using var sandbox = new Sandbox();
        sandbox.StandIn("gh", "exit 0");
        sandbox.StandIn("jq", "printf '{\"text\":\"...\"}'");
        sandbox.StandIn("curl", "cat > \"$SANDBOX/sent\"");
        sandbox["NOTIFY_URL"] = "https://hooks.example/deployments";
        var (code, _, errors) = await sandbox.ScriptAsync("notify.sh", "production", "1.2.3", "https://ci.example/runs/7");
        Assert.True(code is 0, errors);
        Assert.Contains(sandbox.Calls, call => call.StartsWith("gh issue create --title 1.2.3 was not deployed to production", StringComparison.Ordinal) && call.Contains("https://ci.example/runs/7", StringComparison.Ordinal));
        Assert.Contains(sandbox.Calls, call => call.StartsWith("curl ", StringComparison.Ordinal) && call.EndsWith("https://hooks.example/deployments", StringComparison.Ordinal));
        Assert.Equal("{\"text\":\"...\"}", await File.ReadAllTextAsync(sandbox.At("sent"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_image_that_is_not_given_by_digest_is_not_rolled_out()
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.At("repository/.github/scripts"));
        Directory.CreateDirectory(sandbox.At("repository/k8s/overlays/staging"));
        Directory.CreateDirectory(sandbox.At("digests"));
        Sandbox.CopyScript(Repository.Path(".github/scripts/render.sh"), sandbox.At("repository/.github/scripts/render.sh"));
        await File.WriteAllTextAsync(sandbox.At("repository/k8s/overlays/staging/kustomization.yaml"), "resources: []\n", TestContext.Current.CancellationToken);
        sandbox.StandIn("kubectl", "cat \"$2/kustomization.yaml\"");

        await File.WriteAllTextAsync(sandbox.At("digests/bid"), "bid=ghcr.io/owner/bidforge-bid@sha256:abc\n", TestContext.Current.CancellationToken);
        var (code, rendered, errors) = await sandbox.RunAsync(sandbox.At("repository/.github/scripts/render.sh"), "staging", sandbox.At("digests"));
        Assert.True(code is 0, errors);
        Assert.Contains("- name: bidforge/bid\n    newName: ghcr.io/owner/bidforge-bid\n    digest: sha256:abc\n", rendered);
        Assert.Contains("- name: ghcr.io/bidforge/bid\n    newName: ghcr.io/owner/bidforge-bid\n    digest: sha256:abc\n", rendered);
        Assert.Contains("- ../overlays/staging", rendered);
        Assert.DoesNotContain("namespace", rendered);

        await File.WriteAllTextAsync(sandbox.At("digests/web"), "web=ghcr.io/owner/bidforge-web:latest\n", TestContext.Current.CancellationToken);
        (code, rendered, errors) = await sandbox.RunAsync(sandbox.At("repository/.github/scripts/render.sh"), "staging", sandbox.At("digests"));
        Assert.Equal((1, ""), (code, rendered));
        Assert.Contains("web is not given by digest", errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(sandbox.At("repository/k8s"), ".render*"));
    }
}
