namespace BidForge.Delivery.Tests.Scripts;

/// <summary>The roll-out, with a cluster that writes down what it is told: its deployments are at revision 3, and at 4 once something was applied to them.</summary>
public sealed class DeployTests : IDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly string scripts;

    public DeployTests()
    {
        // The real script, with manifests and a smoke test that the test decides on.
        scripts = Directory.CreateDirectory(sandbox.At("scripts")).FullName;
        Sandbox.CopyScript(Repository.Path(".github/scripts/deploy.sh"), Path.Combine(scripts, "deploy.sh"));
        Write("render.sh", """
            printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate-bid\n'
            printf -- '---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: bid\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n'
            """);
        Smoke(works: true);
        sandbox.StandIn("kubectl", """
            [ "${FAILS:-}" != "" ] && [[ "$*" == *"$FAILS"* ]] && exit 1
            case "$*" in
                *"get deployments"*)
                    if [ -f "$SANDBOX/applied" ]; then echo "bid 4"; else echo "bid 3"; fi
                    echo "web 7"
                    ;;
                *"apply --filename "*deployments.yaml) touch "$SANDBOX/applied" ;;
            esac
            for word in "$@"; do [ -f "$word" ] && cp "$word" "$SANDBOX/seen-$(basename "$word")"; done
            exit 0
            """);
    }

    [Fact]
    public async Task Databases_come_before_what_uses_them_and_settings_before_both()
    {
        var (code, output, errors) = await DeployAsync();
        Assert.True(code is 0, output + errors);
        var applied = sandbox.Calls.Where(call => call.Contains(" apply ", StringComparison.Ordinal)).Select(call => Path.GetFileNameWithoutExtension(call)).ToList();
        Assert.Equal(["rest", "jobs", "deployments"], applied);
        var waited = sandbox.Calls.FindIndex(call => call.Contains("wait --for=condition=complete", StringComparison.Ordinal));
        Assert.InRange(waited, 1, sandbox.Calls.FindIndex(call => call.EndsWith("deployments.yaml", StringComparison.Ordinal)) - 1);
        Assert.All(sandbox.Calls, call => Assert.StartsWith("kubectl --namespace bidforge-staging ", call));
        Assert.DoesNotContain("undo", string.Join('\n', sandbox.Calls));
    }

    [Fact]
    public async Task Each_manifest_is_applied_in_its_turn_and_none_is_lost()
    {
        await DeployAsync();
        Assert.Equal(["Job"], KindsIn("seen-jobs.yaml"));
        Assert.Equal(["Deployment", "Deployment"], KindsIn("seen-deployments.yaml"));
        Assert.Equal(["ConfigMap"], KindsIn("seen-rest.yaml"));
    }

    [Fact]
    public async Task Databases_that_do_not_come_up_leave_what_serves_as_it_is()
    {
        sandbox["FAILS"] = "wait --for=condition=complete";
        var (code, _, errors) = await DeployAsync();
        Assert.Equal(1, code);
        Assert.Contains("Nothing that serves was changed", errors);
        Assert.DoesNotContain(sandbox.Calls, call => call.EndsWith("deployments.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_smoke_test_takes_what_changed_back_to_the_revision_it_had_and_nothing_else()
    {
        Smoke(works: false);
        var (code, _, errors) = await DeployAsync();
        Assert.Equal(1, code);
        Assert.Contains("going back", errors);
        Assert.Equal(
            ["kubectl --namespace bidforge-staging rollout undo deployment/bid --to-revision=3"],
            sandbox.Calls.Where(call => call.Contains("undo", StringComparison.Ordinal)));
        var undone = sandbox.Calls.FindIndex(call => call.Contains("undo", StringComparison.Ordinal));
        Assert.Contains(sandbox.Calls.Skip(undone), call => call.Contains("rollout status deployment/bid", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_roll_out_that_does_not_come_up_goes_back_too()
    {
        sandbox["FAILS"] = "rollout status deployment/bid --timeout=1s";
        sandbox["ROLLOUT_TIMEOUT"] = "1s";
        Assert.Equal(1, (await DeployAsync()).Code);
        Assert.Contains(sandbox.Calls, call => call.EndsWith("rollout undo deployment/bid --to-revision=3", StringComparison.Ordinal));
    }

    public void Dispose() => sandbox.Dispose();

    private Task<(int Code, string Output, string Errors)> DeployAsync() =>
        sandbox.RunAsync(Path.Combine(scripts, "deploy.sh"), "staging", "digests", "https://staging.example");

    private void Smoke(bool works) => Write("smoke.sh", works ? "exit 0" : "exit 1");

    private void Write(string name, string text) => Sandbox.WriteScript(Path.Combine(scripts, name), "#!/usr/bin/env bash\n" + text + "\n");

    private IEnumerable<string> KindsIn(string file) =>
        File.ReadAllLines(sandbox.At(file)).Where(line => line.StartsWith("kind: ", StringComparison.Ordinal)).Select(line => line["kind: ".Length..]);
}
