using System.CommandLine.Parsing;
using System.Globalization;

namespace BidForge.Cli.Load;

/// <summary>Options that are numbers within limits.</summary>
internal static class Numbers
{
    public static Option<int> Option(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {least} to {most}."));
        });
        return option;
    }

    /// <summary>"1,4,16"</summary>
    public static int[]? Parse(ArgumentResult given, int least, int most)
    {
        var numbers = new List<int>();
        foreach (var word in given.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            {
                given.AddError(string.Create(CultureInfo.InvariantCulture, $"{((OptionResult)given.Parent!).Option.Name}: '{word}' is no number from {least} to {most}."));
                return null;
            }
            numbers.Add(number);
        }
        return [.. numbers];
    }
}
