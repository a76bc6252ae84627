namespace BidForge.Web.Components.Pages.Bids;

/// <summary>An answer to an inclusion question: yes or no, and words beside it. It travels as one text that begins with the yes or no.</summary>
internal static class Inclusion
{
    public const string Yes = "Yes";
    public const string No = "No";

    /// <summary>null when nothing was chosen and nothing written.</summary>
    public static string? Join(string? choice, string? words)
    {
        var rest = words?.Trim() ?? "";
        return choice is Yes or No ? rest.Length is 0 ? choice : $"{choice}: {rest}" : rest.Length is 0 ? null : rest;
    }

    /// <summary>Bids that came by the API may say it in the words of the trade.</summary>
    public static (string? Choice, string Words) Split(string? answer)
    {
        foreach (var (word, choice) in ((string, string)[])[(Yes, Yes), (No, No), ("Included", Yes), ("Excluded", No)])
            if (answer is not null && answer.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (answer.Length == word.Length || !char.IsLetter(answer[word.Length])))
                return (choice, answer[word.Length..].TrimStart(':', ',', '.', ' '));
        return (null, answer ?? "");
    }
}
