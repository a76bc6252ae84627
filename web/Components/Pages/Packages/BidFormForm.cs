using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Packages;

/// <summary>A bid form while it is being written. Row buttons change it and show it again, with or without script.</summary>
public sealed class BidFormForm
{
    public List<LineForm> LineItems { get; set => field = value ?? []; } = [];
    public List<AlternateForm> Alternates { get; set => field = value ?? []; } = [];
    public List<QuestionForm> Questions { get; set => field = value ?? []; } = [];

    public static BidFormForm Of(BidForm form) => new()
    {
        LineItems = [.. form.LineItems.Select(LineForm.Of)],
        Alternates = [.. form.Alternates.Select(item => new AlternateForm { Id = item.Id, Description = item.Description })],
        Questions = [.. form.Questions.Select(item => new QuestionForm { Id = item.Id, Text = item.Text, Required = item.Required })],
    };

    /// <summary>Does what a row button asks, such as <c>add-line</c> or <c>remove-question:2</c>; false when it was another button.</summary>
    public bool Apply(string? command)
    {
        var parts = (command ?? "").Split(':');
        var row = parts.Length == 2 && int.TryParse(parts[1], out var number) ? number : -1;
        switch (parts[0])
        {
            case "add-line": LineItems.Add(new()); return true;
            case "add-alternate": Alternates.Add(new()); return true;
            case "add-question": Questions.Add(new()); return true;
            case "remove-line": Remove(LineItems, row); return true;
            case "remove-alternate": Remove(Alternates, row); return true;
            case "remove-question": Remove(Questions, row); return true;
            default: return false;
        }
    }

    /// <summary>Drops rows left blank, so that messages that name a row name the one on the page.</summary>
    public BidFormInput Read(FormState state)
    {
        LineItems.RemoveAll(line => line.Blank);
        Alternates.RemoveAll(item => string.IsNullOrWhiteSpace(item.Description));
        Questions.RemoveAll(item => string.IsNullOrWhiteSpace(item.Text));
        if (LineItems.Count == 0) state.Add("bidForm.lineItems", "A bid form needs at least one line to price.");
        return new(
            [.. LineItems.Select((line, row) => line.Read(state, $"bidForm.lineItems[{row}]"))],
            [.. Alternates.Select(item => new AlternateInput(item.Id, item.Description!.Trim()))],
            [.. Questions.Select(item => new FormQuestionInput(item.Id, item.Text!.Trim(), item.Required))]);
    }

    private static void Remove<T>(List<T> rows, int row)
    {
        if (row >= 0 && row < rows.Count) rows.RemoveAt(row);
    }
}

public sealed class LineForm
{
    public Guid? Id { get; set; }
    public string? Description { get; set; }
    public string? Quantity { get; set; }
    public string? Unit { get; set; }
    public string? Kind { get; set; } = "Base";

    internal bool Blank => string.IsNullOrWhiteSpace(Description) && string.IsNullOrWhiteSpace(Quantity) && string.IsNullOrWhiteSpace(Unit);

    public static LineForm Of(LineItem line) => new()
    {
        Id = line.Id, Description = line.Description, Quantity = Money.Input(line.Quantity), Unit = line.Unit, Kind = line.Kind.ToString(),
    };

    public LineItemInput Read(FormState state, string field)
    {
        var quantity = Numbers.Parse(Quantity);
        if (quantity is null) state.Add(field + ".quantity", $"“{Description?.Trim()}” needs a quantity, a number above 0.");
        return new(
            Id, Description?.Trim() ?? "", quantity, Unit?.Trim() ?? "",
            Enum.TryParse<LineKind>(Kind, out var kind) ? kind : LineKind.Base);
    }
}

public sealed class AlternateForm
{
    public Guid? Id { get; set; }
    public string? Description { get; set; }
}

public sealed class QuestionForm
{
    public Guid? Id { get; set; }
    public string? Text { get; set; }
    public bool Required { get; set; }
}
