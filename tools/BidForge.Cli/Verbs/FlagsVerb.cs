using System.Globalization;
using System.Text.Json;
using BidForge.Cli.Running;
using BidForge.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Cli.Verbs;

internal static class FlagsVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var company = new Option<Guid?>("--company") { Description = "Also say whether each is on for this company." };
        var kind = new Option<string>("--kind") { Description = "What that company is: contractor or subcontractor.", DefaultValueFactory = _ => "subcontractor" };
        kind.AcceptOnlyFromAmong("contractor", "subcontractor");
        var file = new Option<string?>("--file") { Description = "The rules. [default: Features__File, or features.json in the state folder]" };
        var command = new Verb("flags", "Lists the feature flags: what they switch, and for whom they are on.", """
            Rules are read as the services read them: FeatureManagement__... in the environment, and the file that Features__File names, which running services read again
            when it changes. docs/delivery.md says how a roll-out by company, kind or percentage is written.
            Exit codes: 0 listed; 1 the file cannot be read.
            """)
        { json, company, kind, file, StateFolder.Option };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file) ?? Environment.GetEnvironmentVariable("Features__File") ?? Path.Combine(StateFolder.From(parsed).Path, "features.json"),
            parsed.GetValue(company), parsed.GetRequiredValue(kind), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(string file, Guid? company, string kind, bool json)
    {
        await using var services = Read(file);
        var switches = services.GetRequiredService<FeatureSwitches>();
        var states = new List<FlagState>();
        foreach (var flag in Flags.All)
            states.Add(new(
                flag.Name, flag.Description, flag.Default, await switches.RulesOfAsync(flag),
                company is { } id ? await switches.IsOnAsync(flag, id, kind) : null));
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(states, SystemState.Json));
        else
            foreach (var state in states)
                Print(state);
        return ExitCode.Done;
    }

    private static ServiceProvider Read(string file)
    {
        var configuration = new ConfigurationManager();
        try
        {
            configuration.AddEnvironmentVariables();
            configuration["Features:File"] = file;
            configuration.AddFeatureFile();
        }
        catch (InvalidDataException fault)
        {
            throw new CliException($"{file} cannot be read: {fault.InnerException?.Message ?? fault.Message}", ExitCode.Failed);
        }
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddFeatures().BuildServiceProvider();
    }

    private static void Print(FlagState state)
    {
        Console.WriteLine($"{state.Name}: {Words(state)}{state.Company switch { true => "; on for this company", false => "; off for this company", null => "" }}");
        Console.WriteLine($"  {state.Description}");
    }

    private static string Words(FlagState state) => state.Rules switch
    {
        null => $"{(state.Default ? "on" : "off")}, no rules",
        { State: "some" } rules => string.Join(", ", Parts(rules)),
        { State: var all } => all,
    };

    private static IEnumerable<string> Parts(FlagRules rules)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"on for {rules.Percent:0.##} % of companies");
        foreach (var (kind, percent) in rules.Kinds)
            yield return string.Create(CultureInfo.InvariantCulture, $"{percent:0.##} % of {kind}s");
        if (rules.Companies.Count > 0)
            yield return $"companies {string.Join(' ', rules.Companies)}";
        if (rules.Without.Count > 0)
            yield return $"not {string.Join(' ', rules.Without)}";
        foreach (var condition in rules.OtherConditions)
            yield return $"under {condition}";
    }

    private sealed record FlagState(string Name, string Description, bool Default, FlagRules? Rules, bool? Company);
}
