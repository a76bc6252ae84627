using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Leveling;

/// <summary>What the contractor writes into a sheet: plugs as typed, one per missing price, and the alternates that count.</summary>
public sealed class PlugsForm : FormModel
{
    public List<PlugEntry> Plugs { get; set => field = value ?? []; } = [];
    public List<Guid> Taken { get; set => field = value ?? []; } = [];

    public static PlugsForm Of(Sheet sheet) => new()
    {
        Taken = [.. sheet.Alternates.Where(alternate => alternate.Taken).Select(alternate => alternate.Id)],
        Plugs =
        [
            .. from bid in sheet.Bids
               from line in bid.Lines
               where line.Missing
               select new PlugEntry { BidId = bid.BidId, LineItemId = line.LineItemId, Amount = Money.Input(line.Plug) },
        ],
    };

    public bool TakesOthersThan(Sheet sheet) => sheet.Alternates.Any(alternate => alternate.Taken != Taken.Contains(alternate.Id));

    public int IndexOf(Guid bidId, Guid lineItemId) => Plugs.FindIndex(plug => plug.BidId == bidId && plug.LineItemId == lineItemId);

    /// <summary>Those that differ from what the sheet holds now.</summary>
    public IReadOnlyList<Plug> Changes(Sheet sheet, FormState state)
    {
        var changes = new List<Plug>();
        for (var row = 0; row < Plugs.Count; row++)
        {
            var entry = Plugs[row];
            var blank = string.IsNullOrWhiteSpace(entry.Amount);
            var amount = Numbers.Parse(entry.Amount);
            if (!blank && amount is null) state.Add($"plugs[{row}].amount", $"“{entry.Amount}” is not an amount.");
            var now = sheet.Bids.FirstOrDefault(bid => bid.BidId == entry.BidId)?.Lines.FirstOrDefault(line => line.LineItemId == entry.LineItemId);
            if (now is { Missing: true } && now.Plug != amount) changes.Add(new(entry.BidId, entry.LineItemId, amount));
        }

        return changes;
    }
}

public sealed class PlugEntry
{
    public Guid BidId { get; set; }
    public Guid LineItemId { get; set; }
    public string? Amount { get; set; }
}
