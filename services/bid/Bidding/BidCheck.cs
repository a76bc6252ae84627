using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Bids.Bidding;

/// <summary>What can be wrong with a bid, field by field.</summary>
internal static class BidCheck
{
    private const decimal LargestPrice = 999_999_999_999.9999m;
    private const decimal LargestLine = 499_999_999_999m;
    private const int MostItems = 2000;
    private const int MostAttachments = 20;

    /// <summary>What shows without the bid form: safe to answer before it is known whether the caller may see the package.</summary>
    public static FieldErrors Shape(BidInput input) =>
        Shape(input.Lines, input.Alternates, input.Answers, input.Notes)
            .Require(input.ScopeVersion >= 1, "scopeVersion", "Must be 1 or more.")
            .Attachments(input.Attachments);

    public static FieldErrors Shape(
        IReadOnlyList<LinePrice> lines, IReadOnlyList<AlternatePrice> alternates, IReadOnlyList<QuestionAnswer> answers, string? notes)
    {
        var errors = new FieldErrors().OptionalText("notes", notes, 4000);
        errors.Each("lines", lines, line => line.LineItemId, "lineItemId", (field, line) =>
        {
            errors.Require(line.UnitPrice >= 0, $"{field}.unitPrice", "Must not be negative.");
            errors.Require(line.UnitPrice <= LargestPrice, $"{field}.unitPrice", "Is too large.");
            errors.Require(HasDecimals(line.UnitPrice, 4), $"{field}.unitPrice", "Must have at most 4 decimals.");
        });
        errors.Each("alternates", alternates, alternate => alternate.AlternateId, "alternateId", (field, alternate) =>
        {
            errors.Require(Math.Abs(alternate.Amount) <= LargestPrice, $"{field}.amount", "Is too large.");
            errors.Require(HasDecimals(alternate.Amount, 2), $"{field}.amount", "Must have at most 2 decimals.");
        });
        errors.Each("answers", answers, answer => answer.QuestionId, "questionId", (field, answer) =>
            errors.OptionalText($"{field}.answer", answer.Answer, 2000));
        return errors;
    }

    /// <summary>What the bid form asks for.</summary>
    /// <param name="partial">True for a bid from outside, which may lack lines and answers.</param>
    public static FieldErrors Against(
        BidForm form, IReadOnlyList<LinePrice> lines, IReadOnlyList<AlternatePrice> alternates, IReadOnlyList<QuestionAnswer> answers, bool partial = false)
    {
        var errors = new FieldErrors();
        var items = form.LineItems.ToDictionary(line => line.Id);
        errors.Known("lines", lines, line => items.ContainsKey(line.LineItemId), "lineItemId", "Is not a line of the bid form.");
        errors.Known("alternates", alternates, alternate => form.Alternates.Any(known => known.Id == alternate.AlternateId), "alternateId", "Is not an alternate of the bid form.");
        errors.Known("answers", answers, answer => form.Questions.Any(known => known.Id == answer.QuestionId), "questionId", "Is not a question of the bid form.");
        for (var index = 0; index < lines.Count; index++)
            if (items.TryGetValue(lines[index].LineItemId, out var item))
                errors.Require(lines[index].UnitPrice <= LargestLine / item.Quantity, $"lines[{index}].unitPrice", "Makes the line's total too large.");
        if (partial)
            return errors;

        var priced = lines.Select(line => line.LineItemId).ToHashSet();
        foreach (var line in form.LineItems.Where(line => line.Kind is LineItemKind.Base && !priced.Contains(line.Id)))
            errors.Add("lines", $"Line {line.Id} ({line.Description}) has no price.");
        var answered = answers.Where(answer => !string.IsNullOrWhiteSpace(answer.Answer)).Select(answer => answer.QuestionId).ToHashSet();
        foreach (var question in form.Questions.Where(question => question.Required && !answered.Contains(question.Id)))
            errors.Add("answers", $"Question {question.Id} ({question.Text}) must be answered.");
        return errors;
    }

    private static bool HasDecimals(decimal value, int most) => decimal.Round(value, most) == value;

    private static FieldErrors Attachments(this FieldErrors errors, IReadOnlyList<Guid> attachments)
    {
        errors.Require(attachments.Count <= MostAttachments, "attachments", $"Must be at most {MostAttachments}.");
        return errors.Require(attachments.Distinct().Count() == attachments.Count, "attachments", "Must not name a file twice.");
    }

    private static void Each<T>(this FieldErrors errors, string list, IReadOnlyList<T> items, Func<T, Guid> id, string idName, Action<string, T> check)
    {
        if (items.Count > MostItems)
        {
            errors.Add(list, $"Must have at most {MostItems} entries.");
            return;
        }
        var seen = new HashSet<Guid>();
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index] is null)
            {
                errors.Add($"{list}[{index}]", "Is required.");
                continue;
            }
            errors.Require(seen.Add(id(items[index])), $"{list}[{index}].{idName}", "Is there twice.");
            check($"{list}[{index}]", items[index]);
        }
    }

    private static void Known<T>(this FieldErrors errors, string list, IReadOnlyList<T> items, Func<T, bool> known, string idName, string message)
    {
        for (var index = 0; index < items.Count; index++)
            errors.Require(known(items[index]), $"{list}[{index}].{idName}", message);
    }
}
