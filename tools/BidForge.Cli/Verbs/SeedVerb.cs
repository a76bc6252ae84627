using System.Text.Json;
using BidForge.Cli.Demonstration;
using BidForge.Cli.Running;
using BidForge.Demo;
using BidForge.Demo.Api;
using BidForge.Demo.Seed;

namespace BidForge.Cli.Verbs;

internal static class SeedVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print what was added and the logins as JSON; what happens goes to standard error." };
        var url = SiteOption.Create("The site to fill. Without it, the one that ./bidforge up runs. Never one that real companies use: its passwords are known.");
        var command = new Verb("seed", "Fills a running system with a few companies, projects and sealed bids, always the same, and prints logins.", """
            Two contractors, six subcontractors, two projects out for bids for four weeks, four packages. What is there already is left as it is, so it can be run again.
            Exit codes: 0 everything is there; 1 something was refused; 5 nothing is running.
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
            var outcome = await SeedPlay.RunAsync(gateway, new DemoPrinter(json ? Console.Error : Console.Out), TimeProvider.System, cancellationToken);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(outcome, SystemState.Json));
            else
                Print(gateway, outcome);
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is DemoFailure or ApiException or InvalidDataException or HttpRequestException)
        {
            throw new CliException($"Seeding failed: {failure.Message}", ExitCode.Failed);
        }
    }

    private static void Print(Uri gateway, SeedOutcome outcome)
    {
        var added = outcome.Added;
        Console.WriteLine($"""

            Added: {added.Companies} companies, {added.Projects} projects, {added.Packages} packages, {added.Invitations} invitations, {added.Bids} bids.
            Log in at {gateway}:
            """);
        foreach (var login in outcome.Logins)
            Console.WriteLine($"  {login.Kind,-14} {login.Email,-44} {login.Password}");
    }
}
