using System.Globalization;

namespace BidForge.Cli.Backups;

/// <summary>The second that something is restored to.</summary>
internal static class Second
{
    public static Option<string> Option()
    {
        var to = new Option<string>("--to") { Description = "A second in UTC, 2026-11-26T05:00:00Z, or latest.", Required = true };
        to.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } word && word != "latest" && Read(word) is null)
                result.AddError("--to takes a time with its zone, such as 2026-11-26T05:00:00Z, or latest.");
        });
        return to;
    }

    /// <returns>Null for the latest.</returns>
    public static DateTimeOffset? Of(ParseResult parsed, Option<string> to)
    {
        var second = Read(parsed.GetRequiredValue(to));
        return second > TimeProvider.System.GetUtcNow() ? throw new CliException($"{second:O} is still to come.", ExitCode.NotUnderstood) : second;
    }

    private static DateTimeOffset? Read(string word) =>
        (word.EndsWith('Z') || word.LastIndexOfAny(['+', '-']) > 10) && DateTimeOffset.TryParse(word, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
