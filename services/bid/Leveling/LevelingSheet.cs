using BidForge.Bids.Bidding;
using BidForge.Contracts;

namespace BidForge.Bids.Leveling;

/// <summary>A bid as it goes into the sheet.</summary>
/// <param name="StatedTotal">What a bid from outside names as its total.</param>
internal sealed record LeveledBid(
    Guid BidId, Guid? BidderId, string BidderName, BidStatus Status, int ScopeVersion, BidDocument Document, decimal? StatedTotal = null);

/// <summary>The arithmetic of leveling: pure, decimal, to the cent.</summary>
internal static class LevelingSheet
{
    public static Sheet Of(LeveledPackage package)
    {
        var (form, own) = (package.Form, package.Own);
        var leveled = package.Opened.Select(bid => LeveledRow.Of(bid, package)).ToList();
        var totals = leveled.ConvertAll(bid => bid.NormalizedTotal);
        var median = Outliers.Median(totals);
        decimal? low = totals.Count is 0 ? null : totals.Min();
        decimal? high = totals.Count is 0 ? null : totals.Max();
        var estimate = Estimate(form, own);
        var far = Outliers.Among(totals);
        var farLines = form.LineItems.Select((_, index) => Outliers.Among(Priced(leveled, index))).ToList();
        return new(
            package.PackageId, package.Title, package.ProjectName, package.Currency, estimate, package.OpenedAt, package.ScopeVersion, package.Cancelled,
            [.. form.LineItems.Select((line, index) => new SheetLine(
                line.Id, line.Description, line.Quantity, line.Unit, line.Kind,
                own.Estimates.TryGetValue(line.Id, out var amount) ? amount : null, Outliers.Median(Priced(leveled, index))))],
            [.. form.Alternates.Select(alternate => new SheetAlternate(alternate.Id, alternate.Description, own.Taken.Contains(alternate.Id)))],
            [.. form.Questions.Select(question => new SheetQuestion(question.Id, question.Text))],
            [.. leveled
                .Select(bid => bid with
                {
                    Lines = [.. bid.Lines.Select((cell, index) => cell with { Outlier = cell.Total is { } total && farLines[index](total) })],
                    DifferenceFromMedian = bid.NormalizedTotal - median!.Value,
                    DifferenceFromLow = bid.NormalizedTotal - low!.Value,
                    DifferenceFromEstimate = bid.NormalizedTotal - estimate,
                    Rank = 1 + totals.Count(total => total < bid.NormalizedTotal),
                    Flags = far(bid.NormalizedTotal) ? [.. bid.Flags, SheetFlag.Outlier] : bid.Flags,
                })
                .OrderBy(bid => bid.Rank).ThenBy(bid => bid.BidderName, StringComparer.Ordinal).ThenBy(bid => bid.BidId)],
            median, low, high);
    }

    /// <summary>The one for the whole package; else the sum of the base lines where each has one. Alternates taken are not estimated.</summary>
    private static decimal? Estimate(BidForm form, OwnFigures own)
    {
        if (own.Estimates.TryGetValue(OwnFigures.WholePackage, out var whole))
            return whole;
        var counted = form.LineItems.Where(line => line.Kind is LineItemKind.Base).ToList();
        return counted.Count > 0 && counted.TrueForAll(line => own.Estimates.ContainsKey(line.Id)) ? counted.Sum(line => own.Estimates[line.Id]) : null;
    }

    private static List<decimal> Priced(List<SheetBid> bids, int line) =>
        [.. bids.Select(bid => bid.Lines[line].Total).OfType<decimal>()];
}
