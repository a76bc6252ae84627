using System.Globalization;
using BidForge.Contracts;
using BidForge.Contracts.Projects;

namespace BidForge.Projects.Addenda;

/// <summary>
/// What differs between two bid forms, in words that a bidder can act on. Items are the same when their ids are; another order is no difference.
/// </summary>
internal static class ScopeDiff
{
    public static IReadOnlyList<ScopeChange> Between(BidForm before, BidForm after) =>
    [
        .. Items("line", before.LineItems, after.LineItems, line => line.Id, line => $"{Quote(line.Description)}, {Amount(line.Quantity)} {line.Unit}", Differences),
        .. Items("alternate", before.Alternates, after.Alternates, alternate => alternate.Id, alternate => Quote(alternate.Description), Differences),
        .. Items("question", before.Questions, after.Questions, question => question.Id, question => Quote(question.Text), Differences),
    ];

    public static ScopeChange DueAt(DateTimeOffset before, DateTimeOffset after) => new(
        "dueAtChanged", null, $"Due time from {Instant(before)} to {Instant(after)}");

    private static IEnumerable<ScopeChange> Items<T>(
        string word, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, Guid> id, Func<T, string> name, Func<T, T, IEnumerable<string>> differences)
        where T : class
    {
        var old = before.ToDictionary(id);
        foreach (var item in after)
        {
            if (!old.Remove(id(item), out var was))
                yield return new($"{word}Added", id(item), $"Added {name(item)}");
            else if (string.Join("; ", differences(was, item)) is { Length: > 0 } words)
                yield return new($"{word}Changed", id(item), words);
        }
        foreach (var item in before.Where(item => old.ContainsKey(id(item))))
            yield return new($"{word}Removed", id(item), $"Removed {name(item)}");
    }

    private static IEnumerable<string> Differences(LineItem was, LineItem now)
    {
        var name = Quote(was.Description);
        if (was.Description != now.Description)
            yield return $"{name} now reads {Quote(now.Description)}";
        if (was.Quantity != now.Quantity && was.Unit == now.Unit)
            yield return $"{name}: quantity {Amount(was.Quantity)} -> {Amount(now.Quantity)} {now.Unit}";
        else if (was.Quantity != now.Quantity || was.Unit != now.Unit)
            yield return $"{name}: quantity {Amount(was.Quantity)} {was.Unit} -> {Amount(now.Quantity)} {now.Unit}";
        if (was.Kind != now.Kind)
            yield return now.Kind is LineItemKind.Base ? $"{name} now counts in the base total" : $"{name} is now a unit price outside the base total";
    }

    private static IEnumerable<string> Differences(Alternate was, Alternate now)
    {
        if (was.Description != now.Description)
            yield return $"{Quote(was.Description)} now reads {Quote(now.Description)}";
    }

    private static IEnumerable<string> Differences(InclusionQuestion was, InclusionQuestion now)
    {
        if (was.Text != now.Text)
            yield return $"{Quote(was.Text)} now reads {Quote(now.Text)}";
        if (was.Required != now.Required)
            yield return now.Required ? $"{Quote(now.Text)} must be answered now" : $"{Quote(now.Text)} may be left unanswered now";
    }

    private static string Quote(string text) => $"\"{text}\"";

    private static string Amount(decimal quantity) => quantity.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
