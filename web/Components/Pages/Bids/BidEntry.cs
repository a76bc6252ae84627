using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Drafts;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Bids;

/// <summary>A bid while it is being written, in the order of the package's bid form.</summary>
public class BidEntry : FormModel
{
    public int ScopeVersion { get; set; }
    public Guid? BidId { get; set; }
    public List<PriceEntry> Lines { get; set => field = value ?? []; } = [];
    public List<AmountEntry> Alternates { get; set => field = value ?? []; } = [];
    public List<AnswerEntry> Answers { get; set => field = value ?? []; } = [];
    public string? Notes { get; set; }

    /// <summary>Begins with the draft, else with the bid that is being revised, else empty.</summary>
    public static BidEntry For(Package package, Bid? bid, BidDraft? draft) => new()
    {
        ScopeVersion = package.ScopeVersion, BidId = bid?.Id, Version = bid?.Version, Notes = draft?.Notes ?? bid?.Notes,
        Lines =
        [
            .. package.BidForm.LineItems.Select(line => new PriceEntry
            {
                LineItemId = line.Id,
                UnitPrice = draft?.Prices.GetValueOrDefault(line.Id)
                    ?? Money.Input(bid?.Lines.FirstOrDefault(item => item.LineItemId == line.Id)?.UnitPrice),
            }),
        ],
        Alternates =
        [
            .. package.BidForm.Alternates.Select(alternate => new AmountEntry
            {
                AlternateId = alternate.Id,
                Amount = draft?.Alternates.GetValueOrDefault(alternate.Id)
                    ?? Money.Input(bid?.Alternates.FirstOrDefault(item => item.AlternateId == alternate.Id)?.Amount),
            }),
        ],
        Answers =
        [
            .. package.BidForm.Questions.Select(question => AnswerEntry.Of(
                question.Id,
                draft?.Answers.GetValueOrDefault(question.Id)
                    ?? bid?.Answers.FirstOrDefault(item => item.QuestionId == question.Id)?.Answer)),
        ],
    };

    public BidDraft ToDraft(DateTimeOffset now) => new()
    {
        Prices = Lines.DistinctBy(line => line.LineItemId).ToDictionary(line => line.LineItemId, line => line.UnitPrice),
        Alternates = Alternates.DistinctBy(item => item.AlternateId).ToDictionary(item => item.AlternateId, item => item.Amount),
        Answers = Answers.DistinctBy(item => item.QuestionId).ToDictionary(item => item.QuestionId, item => item.Whole),
        Notes = Notes, SavedAt = now,
    };

    /// <summary>Reads the bid; every line that lacks a price, or has one that is none, is named.</summary>
    public BidInput Read(FormState state, BidForm form, IReadOnlyList<Guid> attachments)
    {
        var lines = new List<BidLineInput>();
        for (var row = 0; row < Lines.Count; row++)
        {
            var item = form.LineItems.FirstOrDefault(line => line.Id == Lines[row].LineItemId);
            if (item is null) continue;
            var blank = string.IsNullOrWhiteSpace(Lines[row].UnitPrice);
            if (blank && item.Kind is LineKind.UnitPrice) continue;
            if (blank) state.Add($"lines[{row}].unitPrice", $"“{item.Description}” needs a price; enter 0 if it is included elsewhere.");
            else if (Numbers.Parse(Lines[row].UnitPrice) is not { } price) state.Add($"lines[{row}].unitPrice", $"The price of “{item.Description}” is not a number.");
            else if (price < 0) state.Add($"lines[{row}].unitPrice", $"The price of “{item.Description}” can't be below 0.");
            else if (price != decimal.Round(price, 4)) state.Add($"lines[{row}].unitPrice", $"The price of “{item.Description}” may have four decimals at most.");
            else lines.Add(new(item.Id, price));
        }

        return new(ScopeVersion, lines, [.. ReadAlternates(state)], [.. ReadAnswers(state, form)], Blank(Notes), attachments);
    }

    private IEnumerable<BidAlternate> ReadAlternates(FormState state)
    {
        for (var row = 0; row < Alternates.Count; row++)
        {
            if (string.IsNullOrWhiteSpace(Alternates[row].Amount)) continue;
            if (Numbers.Parse(Alternates[row].Amount) is { } amount) yield return new(Alternates[row].AlternateId, amount);
            else state.Add($"alternates[{row}].amount", "An alternate's amount is a number; below 0 to deduct.");
        }
    }

    private IEnumerable<BidAnswer> ReadAnswers(FormState state, BidForm form)
    {
        for (var row = 0; row < Answers.Count; row++)
        {
            var question = form.Questions.FirstOrDefault(item => item.Id == Answers[row].QuestionId);
            if (question is null) continue;
            if (Answers[row].Whole is { } answer) yield return new(question.Id, answer);
            else if (question.Required) state.Add($"answers[{row}].answer", $"“{question.Text}” must be answered.");
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

public sealed class PriceEntry
{
    public Guid LineItemId { get; set; }
    public string? UnitPrice { get; set; }
}

public sealed class AmountEntry
{
    public Guid AlternateId { get; set; }
    public string? Amount { get; set; }
}

public sealed class AnswerEntry
{
    public Guid QuestionId { get; set; }

    /// <summary>Yes or No; empty where the answer is in words only.</summary>
    public string? Choice { get; set; }
    public string? Answer { get; set; }

    /// <summary>As it travels; null where nothing is answered.</summary>
    internal string? Whole => Inclusion.Join(Choice, Answer);

    internal static AnswerEntry Of(Guid question, string? answer) =>
        Inclusion.Split(answer) is var (choice, words) ? new() { QuestionId = question, Choice = choice, Answer = words } : new();
}
