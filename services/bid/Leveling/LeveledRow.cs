using BidForge.Bids.Bidding;
using BidForge.Contracts;

namespace BidForge.Bids.Leveling;

/// <summary>One bid under the current form, before it is held against the others.</summary>
internal static class LeveledRow
{
    public static SheetBid Of(LeveledBid bid, LeveledPackage package)
    {
        var (form, own, document) = (package.Form, package.Own, bid.Document);
        var prices = document.Lines.ToDictionary(line => line.LineItemId, line => line.UnitPrice);
        var cells = form.LineItems.Select(line => Cell(bid.BidId, line, prices, own)).ToList();
        var counted = cells.Where((_, index) => form.LineItems[index].Kind is LineItemKind.Base).ToList();
        var plugs = counted.Sum(cell => cell.Plug ?? 0);
        var offered = document.Alternates.ToDictionary(alternate => alternate.AlternateId, alternate => alternate.Amount);
        var taken = form.Alternates.Where(alternate => own.Taken.Contains(alternate.Id)).ToList();
        var alternates = taken.Sum(alternate => offered.GetValueOrDefault(alternate.Id));
        var missing = counted.Exists(cell => cell.Missing);
        return new(
            bid.BidId, bid.BidderId, bid.BidderName, bid.BidderId is null, bid.Status, bid.ScopeVersion, cells, document.Alternates,
            [.. document.Answers.Select(answer => new SheetAnswer(answer.QuestionId, answer.Answer, Included(answer.Answer)))], document.Notes,
            document.Total, plugs, alternates, counted.Sum(cell => cell.Total ?? 0) + plugs + alternates, 0, 0, null, 0, missing, bid.StatedTotal,
            [.. Flags(bid, package.ScopeVersion, missing, taken.Exists(alternate => !offered.ContainsKey(alternate.Id)))], document.Attachments);
    }

    // A price that the bidder gave stands; a plug counts only where there is none.
    private static SheetCell Cell(Guid bidId, LineItem line, Dictionary<Guid, decimal> prices, OwnFigures own)
    {
        if (prices.TryGetValue(line.Id, out var price))
            return new(line.Id, price, BidTotals.Line(line.Quantity, price), null, Missing: false);
        decimal? plug = own.Plugs.TryGetValue((bidId, line.Id), out var amount) ? amount : null;
        return new(line.Id, null, null, plug, Missing: line.Kind is LineItemKind.Base);
    }

    private static IEnumerable<SheetFlag> Flags(LeveledBid bid, int currentScope, bool missingScope, bool missingAlternate)
    {
        if (missingScope)
            yield return SheetFlag.MissingScope;
        if (bid.ScopeVersion < currentScope)
            yield return SheetFlag.OlderScope;
        if (missingAlternate)
            yield return SheetFlag.AlternateMissing;
        if (bid.StatedTotal is { } stated && stated != bid.Document.Total)
            yield return SheetFlag.Arithmetic;
    }

    private static bool? Included(string answer)
    {
        var word = answer.AsSpan().TrimStart();
        var end = word.IndexOfAnyExcept(System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"));
        word = end < 0 ? word : word[..end];
        return word.Equals("yes", StringComparison.OrdinalIgnoreCase) || word.Equals("included", StringComparison.OrdinalIgnoreCase) ? true
            : word.Equals("no", StringComparison.OrdinalIgnoreCase) || word.Equals("excluded", StringComparison.OrdinalIgnoreCase) ? false
            : null;
    }
}
