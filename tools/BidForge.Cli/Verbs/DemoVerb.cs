using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Demonstration;
using BidForge.Cli.Running;
using BidForge.Demo;
using BidForge.Demo.Api;
using BidForge.Sharding.Moves;

namespace BidForge.Cli.Verbs;

internal static class DemoVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the counts as JSON; what happens goes to standard error." };
        var url = SiteOption.Create("The site to play on. Without it, the one that ./bidforge up runs.");
        var command = new Verb("demo", "Plays the main job through the gateway: 40 companies, 12 projects, 60 packages, over 300 bids, from registration to award.", """
            Two people open where a package asks for it, bidders verify receipts and proofs, and a slot moves to another shard in the middle of the bidding (not with --url:
            the shards must be at hand). Then reads everything back and compares it. Takes a minute or two; can be played again.
            Exit codes: 0 everything agrees; 1 something differs; 5 nothing is running.
            """)
        { json, url, StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RunAsync(StateFolder.From(parsed), parsed.GetValue(url), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StateFolder folder, Uri? url, bool json, CancellationToken cancellationToken)
    {
        var gateway = url ?? new Uri(folder.ReadOrFail().Resources.Single(resource => resource.Name is "gateway").Url!);
        try
        {
            var outcome = await DemoPlay.RunAsync(
                gateway, new DemoPrinter(json ? Console.Error : Console.Out), TimeProvider.System, cancellationToken,
                url is null ? (package, token) => DemoMove.RunAsync(folder, package, token) : null);
            if (url is null)
                PrivateFile.Write(folder.DemoLogins, JsonSerializer.Serialize(outcome.Logins, SystemState.Json));
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(outcome.Counts, SystemState.Json));
            else
                Print(gateway, outcome);
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is DemoFailure or ApiException or InvalidDataException or HttpRequestException or MoveException)
        {
            throw new CliException($"The demo failed: {failure.Message}", ExitCode.Failed);
        }
    }

    private static void Print(Uri gateway, DemoOutcome outcome)
    {
        var counts = outcome.Counts;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Everything agrees: {counts.Companies} companies, {counts.Projects} projects, {counts.Packages} packages, {counts.Invitations} invitations,
            {counts.Bids} bids ({counts.Revisions} revisions, {counts.Withdrawals} withdrawn), {counts.Opened} packages opened, {counts.Awarded} awarded for {counts.AwardedAmount:N2} USD.
            {counts.Seconds:0.0} s, {counts.Repeats} calls repeated.

            Look around at {gateway}:
            """));
        foreach (var login in outcome.Logins.GroupBy(login => login.Kind).SelectMany(kind => kind.Take(3)))
            Console.WriteLine($"  {login.Kind,-14} {login.Email,-44} {login.Password}");
    }
}
