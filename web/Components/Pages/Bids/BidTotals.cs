using BidForge.Web.Api.Models;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Bids;

/// <summary>The same sums as the bid service makes, for showing while a bid is written. The service's own count.</summary>
internal static class BidTotals
{
    public static decimal? Line(decimal quantity, string? unitPrice) =>
        Numbers.Parse(unitPrice) is { } price and >= 0 && price < 1_000_000_000_000m
            ? decimal.Round(quantity * price, 2, MidpointRounding.AwayFromZero)
            : null;

    public static decimal Base(BidForm form, IReadOnlyList<PriceEntry> entries) => form.LineItems
        .Where(line => line.Kind is LineKind.Base)
        .Sum(line => Line(line.Quantity, entries.FirstOrDefault(entry => entry.LineItemId == line.Id)?.UnitPrice) ?? 0);

    public static int Unpriced(BidForm form, IReadOnlyList<PriceEntry> entries) => form.LineItems.Count(line =>
        line.Kind is LineKind.Base && Line(line.Quantity, entries.FirstOrDefault(entry => entry.LineItemId == line.Id)?.UnitPrice) is null);
}
