using BidForge.Contracts;

namespace BidForge.Bids.Bidding;

/// <summary>The arithmetic of a bid: decimal, to the cent, half a cent away from zero.</summary>
internal static class BidTotals
{
    public static decimal Line(decimal quantity, decimal unitPrice) => Cents(quantity * unitPrice);

    public static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>The sum of the base lines; unit-price lines are prices for later changes and don't count.</summary>
    public static decimal Base(BidForm form, IEnumerable<PricedLine> lines)
    {
        var counted = form.LineItems.Where(line => line.Kind is LineItemKind.Base).Select(line => line.Id).ToHashSet();
        return lines.Where(line => counted.Contains(line.LineItemId)).Sum(line => line.Total);
    }

    public static List<PricedLine> Price(BidForm form, IEnumerable<LinePrice> prices)
    {
        var quantities = form.LineItems.ToDictionary(line => line.Id, line => line.Quantity);
        return [.. prices.Select(price => new PricedLine(price.LineItemId, price.UnitPrice, Line(quantities[price.LineItemId], price.UnitPrice)))];
    }
}
