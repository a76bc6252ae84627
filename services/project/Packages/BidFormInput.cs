using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects.Packages;

/// <summary>A bid form as a client sends it. Items that keep their id stay the same items; items without one get a new one.</summary>
internal sealed record BidFormInput(
    IReadOnlyList<LineItemInput> LineItems, IReadOnlyList<AlternateInput>? Alternates = null, IReadOnlyList<InclusionQuestionInput>? Questions = null)
{
    public const int MaximumLines = 200;
    public const int MaximumAlternates = 50;
    public const int MaximumQuestions = 50;

    private IReadOnlyList<AlternateInput> AlternateList => Alternates ?? [];

    private IReadOnlyList<InclusionQuestionInput> QuestionList => Questions ?? [];

    public void Check(FieldErrors errors)
    {
        errors
            .Require(LineItems.Count is >= 1 and <= MaximumLines, "bidForm.lineItems", $"Must have 1 to {MaximumLines} items.")
            .Require(AlternateList.Count <= MaximumAlternates, "bidForm.alternates", $"Must have at most {MaximumAlternates} items.")
            .Require(QuestionList.Count <= MaximumQuestions, "bidForm.questions", $"Must have at most {MaximumQuestions} items.");
        if (errors.Any && (LineItems.Count > MaximumLines || AlternateList.Count > MaximumAlternates || QuestionList.Count > MaximumQuestions))
            return;
        var ids = new HashSet<Guid>();
        foreach (var (index, line) in LineItems.Index())
            line?.Check(errors, $"bidForm.lineItems[{index}]", ids);
        foreach (var (index, alternate) in AlternateList.Index())
            alternate?.Check(errors, $"bidForm.alternates[{index}]", ids);
        foreach (var (index, question) in QuestionList.Index())
            question?.Check(errors, $"bidForm.questions[{index}]", ids);
        RefuseNulls(errors, "lineItems", LineItems);
        RefuseNulls(errors, "alternates", AlternateList);
        RefuseNulls(errors, "questions", QuestionList);
    }

    public BidForm ToBidForm() => new(
        [.. LineItems.Select(line => line.ToLineItem())],
        [.. AlternateList.Select(alternate => alternate.ToAlternate())],
        [.. QuestionList.Select(question => question.ToQuestion())]);

    // The JSON reader does not check what is inside a list.
    private static void RefuseNulls<T>(FieldErrors errors, string list, IReadOnlyList<T?> items)
        where T : class
    {
        foreach (var (index, item) in items.Index())
            errors.Require(item is not null, $"bidForm.{list}[{index}]", "Is required.");
    }
}

/// <param name="Quantity">In <paramref name="Unit"/>; greater than 0, at most 10^9, at most four decimals.</param>
internal sealed record LineItemInput(string Description, decimal Quantity, string Unit, LineItemKind Kind = LineItemKind.Base, Guid? Id = null)
{
    public void Check(FieldErrors errors, string field, HashSet<Guid> ids) => errors
        .Text($"{field}.description", Description, 500)
        .Require(Quantity is > 0 and <= 1_000_000_000m, $"{field}.quantity", "Must be greater than 0 and at most 1000000000.")
        .Require(decimal.Round(Quantity, 4) == Quantity, $"{field}.quantity", "Must have at most four decimals.")
        .Text($"{field}.unit", Unit, 20)
        .FreshId(field, Id, ids);

    public LineItem ToLineItem() => new(Id ?? Guid.CreateVersion7(), Description.Trim(), Quantity, Unit.Trim(), Kind);
}

internal sealed record AlternateInput(string Description, Guid? Id = null)
{
    public void Check(FieldErrors errors, string field, HashSet<Guid> ids) => errors.Text($"{field}.description", Description, 500).FreshId(field, Id, ids);

    public Alternate ToAlternate() => new(Id ?? Guid.CreateVersion7(), Description.Trim());
}

/// <param name="Required">A bid without an answer to it is refused.</param>
internal sealed record InclusionQuestionInput(string Text, bool Required = false, Guid? Id = null)
{
    public void Check(FieldErrors errors, string field, HashSet<Guid> ids) => errors.Text($"{field}.text", Text, 500).FreshId(field, Id, ids);

    public InclusionQuestion ToQuestion() => new(Id ?? Guid.CreateVersion7(), Text.Trim(), Required);
}

internal static class ItemIds
{
    public static FieldErrors FreshId(this FieldErrors errors, string field, Guid? id, HashSet<Guid> ids)
    {
        if (id is not { } given)
            return errors;
        errors.Require(given != Guid.Empty, $"{field}.id", "Must not be the empty UUID.");
        return errors.Require(ids.Add(given), $"{field}.id", "Is the id of another item.");
    }
}
