using System.Text.Json;
using BidForge.Cli.Admin;
using BidForge.Cli.Running;

namespace BidForge.Cli.Verbs;

internal static class AdminVerb
{
    private const string Details = """
        An administrator can complete an opening whose people are gone, with a written reason that every bidder sees. Nothing else gets easier: sealed bids stay sealed.
        The address is that of an account that exists. It takes effect with the account's next access token: within 10 minutes, at once after logging in again.
        ConnectionStrings__auth in the environment names the database where BidForge does not run from a state folder.
        Exit codes: 0 done, also when it was so already; 1 no such account, or the database refuses; 5 not running.
        """;

    private static readonly Option<bool> Json = new("--json") { Description = "Print it as JSON." };

    private static readonly Option<string> Email = new("--email") { Description = "Of the account.", Required = true };

    public static Command Create() => new("admin", "Platform administrators: who keeps the marketplace itself in order.")
    {
        CreateSet("grant", "Makes an account a platform administrator.", true), CreateSet("revoke", "Makes it an account like any other.", false), CreateList(),
    };

    private static Verb CreateSet(string name, string summary, bool administers)
    {
        var command = new Verb(name, summary, Details) { Email, StateFolder.Option };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var email = parsed.GetRequiredValue(Email);
            await using var admins = new PlatformAdmins(DatabaseAddress.Of("auth", StateFolder.From(parsed)));
            AnsiConsole.WriteLine(await admins.SetAsync(email, administers, cancellationToken) switch
            {
                true => $"{email} {(administers ? "is" : "is no longer")} a platform administrator, within 10 minutes at the latest.",
                false => $"{email} {(administers ? "is one already" : "is none")}: nothing changed.",
                null => throw new CliException($"There is no account {email}.", ExitCode.Failed),
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Verb CreateList()
    {
        var command = new Verb("list", "Lists the platform administrators.", Details) { Json, StateFolder.Option };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var admins = new PlatformAdmins(DatabaseAddress.Of("auth", StateFolder.From(parsed)));
            var found = await admins.ListAsync(cancellationToken);
            if (parsed.GetValue(Json))
                Console.WriteLine(JsonSerializer.Serialize(found, SystemState.Json));
            else if (found.Count == 0)
                AnsiConsole.WriteLine("There are none.");
            else
                foreach (var admin in found)
                    AnsiConsole.WriteLine($"{admin.Email}  {admin.Name}, {admin.Company}");
            return ExitCode.Done;
        });
        return command;
    }
}
