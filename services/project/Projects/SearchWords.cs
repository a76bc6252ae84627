namespace BidForge.Projects.Projects;

/// <summary>Turns what a person types into a PostgreSQL text query: every word must be there, the last may be the beginning of one.</summary>
internal static class SearchWords
{
    private const int MaximumWords = 10;
    private const int ShortestPrefix = 3;

    /// <summary>null when nothing in it can be searched for. Only letters and digits get into the query.</summary>
    public static string? ToTextQuery(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var index = 0; index <= text.Length && words.Count < MaximumWords; index++)
        {
            var inWord = index < text.Length && char.IsLetterOrDigit(text[index]);
            if (inWord && start < 0)
                start = index;
            if (inWord || start < 0)
                continue;
            words.Add(text[start..index]);
            start = -1;
        }
        if (words.Count is 0)
            return null;
        if (words[^1].Length >= ShortestPrefix)
            words[^1] += ":*";
        return string.Join(" & ", words);
    }
}
