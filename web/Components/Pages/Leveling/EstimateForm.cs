using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Leveling;

/// <summary>The contractor's own estimate as typed: one amount, or one per line.</summary>
public sealed class EstimateForm : FormModel
{
    public string? Amount { get; set; }
    public List<LineEstimateEntry> Lines { get; set => field = value ?? []; } = [];

    public static EstimateForm Of(BidForm form, Estimate? estimate) => new()
    {
        Amount = Money.Input(estimate?.Amount),
        Lines =
        [
            .. form.LineItems.Select(line => new LineEstimateEntry
            {
                LineItemId = line.Id, Amount = Money.Input(estimate?.Lines.FirstOrDefault(item => item.LineItemId == line.Id)?.Amount),
            }),
        ],
    };

    public Estimate Read(FormState state)
    {
        var lines = new List<LineEstimate>();
        for (var row = 0; row < Lines.Count; row++)
            if (Read(state, $"lines[{row}].amount", Lines[row].Amount) is { } amount) lines.Add(new(Lines[row].LineItemId, amount));
        return new(lines, Read(state, "amount", Amount));
    }

    private static decimal? Read(FormState state, string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (Numbers.Parse(text) is { } amount) return amount;
        state.Add(field, $"“{text}” is not an amount.");
        return null;
    }
}

public sealed class LineEstimateEntry
{
    public Guid LineItemId { get; set; }
    public string? Amount { get; set; }
}
