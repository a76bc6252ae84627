using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace BidForge.Delivery.Tests.Workflows;

/// <summary>What every workflow here keeps to. A rule answers with what is wrong, a line each.</summary>
public static partial class Rules
{
    private const int LongestMinutes = 60;

    private static readonly string[] Triggers = ["push", "pull_request", "schedule", "workflow_dispatch", "workflow_call"];

    public static IReadOnlyDictionary<string, Func<Workflow, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<Workflow, IEnumerable<string>>>
    {
        ["actions-pinned"] = workflow => workflow.Uses
            .Where(use => !use.Uses.StartsWith("./", StringComparison.Ordinal) && !Pinned().IsMatch(use.Line))
            .Select(use => $"{use.Uses} is not pinned by a full commit digest with the version beside it"),
        ["permissions-start-with-reading"] = workflow => workflow["permissions"] is YamlMappingNode all && all.Children.All(one => one.Value.ToString() is "read" or "none")
            ? []
            : ["the workflow's own permissions are missing or write"],
        ["permissions-named"] = workflow => workflow.Jobs
            .Where(job => job.Node.Get("permissions") is { } given and not YamlMappingNode)
            .Select(job => $"{job.Name} takes {job.Node.Get("permissions")}"),
        ["time-limit"] = workflow => workflow.Jobs
            .Where(job => !job.IsCall && !(int.TryParse(job.Node.Text("timeout-minutes"), CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= LongestMinutes))
            .Select(job => $"{job.Name} has no time limit of at most {LongestMinutes} minutes"),
        ["concurrency"] = workflow => workflow["concurrency"]?.Text("group") is { Length: > 0 } ? [] : ["no concurrency group"],
        ["no-unsafe-trigger"] = workflow => workflow.Triggers.Except(Triggers).Select(trigger => $"{trigger} runs with secrets on what strangers wrote, or is not known here"),
        ["no-expression-in-script"] = workflow => workflow.Steps
            .Where(step => step.Text("run")?.Contains("${{", StringComparison.Ordinal) is true)
            .Select(step => $"'{step.Text("name") ?? step.Text("id")}' puts an expression into a script: hand it over by env"),
        ["no-credentials-left"] = workflow => workflow.Steps
            .Where(step => step.Text("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) is true && step.Get("with")?.Text("persist-credentials") is not "false")
            .Select(_ => "checkout leaves the token in the working copy"),
        ["runner-named"] = workflow => workflow.Jobs
            .Where(job => !job.IsCall && job.Node.Text("runs-on") is null or "ubuntu-latest" or "windows-latest" or "macos-latest")
            .Select(job => $"{job.Name} runs on whatever is the latest"),
        ["own-files-exist"] = workflow => workflow.Lines
            .SelectMany(line => OwnFile().Matches(line)).Select(match => match.Value.TrimStart('.', '/'))
            .Select(path => "." + path).Where(path => !File.Exists(Repository.Path(path)))
            .Select(path => $"{path} is not there"),
        ["roll-outs-in-an-environment"] = workflow => workflow.Jobs
            .Where(job => RollsOut(job) && job.Node.Get("environment") is null)
            .Select(job => $"{job.Name} rolls out without an environment, so nobody is asked and any branch may"),
        ["roll-outs-end"] = workflow => workflow.Jobs.Any(RollsOut) && workflow["concurrency"]?.Text("cancel-in-progress") is not "false"
            ? ["a roll-out may be cut off half-way"]
            : [],
        ["rolled-out-after-tests"] = workflow => workflow.Jobs
            .Where(job => job.Node.Text("uses") is "./.github/workflows/rollout.yml" && (!workflow.Jobs.Any(test => test.Node.Text("uses") is "./.github/workflows/ci.yml" && job.Needs.Contains(test.Name))
                || Statuses().IsMatch(job.Node.Text("if") ?? "")))
            .Select(job => $"{job.Name} rolls out what no test was run on"),
        ["signed-before-pushed-on"] = workflow => workflow.Jobs
            .Where(job => job.Steps.Any(step => step.Get("with")?.Text("push") is "true") && !job.Steps.Any(step => step.Text("run")?.Contains("cosign sign", StringComparison.Ordinal) is true))
            .Select(job => $"{job.Name} pushes images that nobody signed"),
        ["scanned-before-pushed"] = workflow => workflow.Jobs
            .Where(job => job.Steps.Any(step => step.Get("with")?.Text("push") is "true")
                && !job.Steps.TakeWhile(step => step.Get("with")?.Text("push") is not "true").Any(step => step.Get("with")?.Text("exit-code") is "1"))
            .Select(job => $"{job.Name} pushes images that no scan could have stopped"),
    };

    private static bool RollsOut(Job job) => job.Steps.Any(step => step.Text("run")?.Contains("deploy.sh", StringComparison.Ordinal) is true);

    // With one of these a job runs though what it needs has failed.
    [GeneratedRegex(@"(always|failure|cancelled)\(\)")]
    private static partial Regex Statuses();

    [GeneratedRegex(@"uses: [\w./-]+@[0-9a-f]{40} # v?\d+\.\d+(\.\d+)?\s*$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(\./)?\.github/(scripts|workflows)/[\w-]+\.(sh|yml)")]
    private static partial Regex OwnFile();
}
