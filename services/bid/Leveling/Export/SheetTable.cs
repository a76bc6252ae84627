using BidForge.Contracts;

namespace BidForge.Bids.Leveling.Export;

internal enum RowKind
{
    Section,
    Line,
    Sum,
}

/// <param name="Amount">A total in the sheet's currency, two decimals.</param>
/// <param name="Text">Words instead of an amount, or beside it.</param>
internal sealed record TableCell(decimal? UnitPrice = null, decimal? Amount = null, string? Text = null);

/// <param name="Cells">One per bidder, in the order of the table's bidders; none in a section's heading.</param>
internal sealed record TableRow(
    RowKind Kind, string Label, IReadOnlyList<TableCell> Cells, decimal? Quantity = null, string? Unit = null, decimal? Estimate = null, decimal? Median = null);

/// <summary>The sheet as rows and columns: what a spreadsheet and a printed page have in common.</summary>
/// <param name="OpenedAt">null while a package that shows its bids as they come is open.</param>
internal sealed record SheetTable(string Title, string Currency, DateTimeOffset? OpenedAt, IReadOnlyList<string> Bidders, IReadOnlyList<TableRow> Rows)
{
    public static SheetTable Of(Sheet sheet) => new(
        $"{sheet.PackageTitle}, {sheet.ProjectName}", sheet.Currency, sheet.OpenedAt, [.. sheet.Bids.Select(bid => bid.BidderName)],
        [.. Lines(sheet, LineItemKind.Base, "Base bid"), .. Totals(sheet), .. Lines(sheet, LineItemKind.UnitPrice, "Unit prices, outside the total"),
            .. Alternates(sheet), .. Questions(sheet)]);

    private static IEnumerable<TableRow> Lines(Sheet sheet, LineItemKind kind, string title)
    {
        for (var index = 0; index < sheet.Lines.Count; index++)
        {
            var line = sheet.Lines[index];
            if (line.Kind != kind)
                continue;
            if (title.Length > 0)
                yield return new(RowKind.Section, title, []);
            title = "";
            yield return new(
                RowKind.Line, line.Description, [.. sheet.Bids.Select(bid => Cell(bid.Lines[index]))], line.Quantity, line.Unit, line.Estimate, line.Median);
        }
    }

    private static TableCell Cell(SheetCell cell) => cell switch
    {
        { UnitPrice: { } price } => new(price, cell.Total, cell.Outlier ? "outlier" : null),
        { Plug: { } plug } => new(null, plug, "plug"),
        { Missing: true } => new(Text: "missing"),
        _ => new(),
    };

    private static IEnumerable<TableRow> Totals(Sheet sheet)
    {
        TableRow Sum(string label, Func<SheetBid, decimal?> amount, decimal? estimate = null, decimal? median = null) =>
            new(RowKind.Sum, label, [.. sheet.Bids.Select(bid => new TableCell(Amount: amount(bid)))], Estimate: estimate, Median: median);

        yield return new(RowKind.Section, "Totals", []);
        yield return Sum("Base bid as sent", bid => bid.BaseTotal);
        yield return Sum("Plugs for missing scope", bid => bid.PlugTotal);
        yield return Sum("Alternates taken", bid => bid.AlternateTotal);
        yield return Sum("Normalized total", bid => bid.NormalizedTotal, sheet.Estimate, sheet.Median);
        yield return Sum("Difference from the low", bid => bid.DifferenceFromLow);
        yield return Sum("Difference from the median", bid => bid.DifferenceFromMedian);
        if (sheet.Estimate is not null)
            yield return Sum("Difference from the estimate", bid => bid.DifferenceFromEstimate);
        yield return Words("Rank", bid => bid.Rank.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return Words("Scope version answered", bid => bid.ScopeVersion.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return Words("To look at", bid => string.Join(", ", bid.Flags.Select(Word)));

        TableRow Words(string label, Func<SheetBid, string> text) =>
            new(RowKind.Line, label, [.. sheet.Bids.Select(bid => new TableCell(Text: text(bid)))]);
    }

    private static IEnumerable<TableRow> Alternates(Sheet sheet)
    {
        if (sheet.Alternates.Count > 0)
            yield return new(RowKind.Section, "Alternates", []);
        foreach (var alternate in sheet.Alternates)
            yield return new(
                RowKind.Line, $"{alternate.Description} ({(alternate.Taken ? "taken" : "left out")})",
                [.. sheet.Bids.Select(bid => bid.Alternates.FirstOrDefault(offer => offer.AlternateId == alternate.Id) is { } offer
                    ? new TableCell(Amount: offer.Amount)
                    : new TableCell(Text: "not offered"))]);
    }

    private static IEnumerable<TableRow> Questions(Sheet sheet)
    {
        if (sheet.Questions.Count > 0)
            yield return new(RowKind.Section, "Inclusions", []);
        foreach (var question in sheet.Questions)
            yield return new(
                RowKind.Line, question.Text,
                [.. sheet.Bids.Select(bid => new TableCell(Text: bid.Answers.FirstOrDefault(answer => answer.QuestionId == question.Id)?.Answer))]);
    }

    private static string Word(SheetFlag flag) => flag switch
    {
        SheetFlag.MissingScope => "missing scope",
        SheetFlag.OlderScope => "older scope",
        SheetFlag.AlternateMissing => "alternate missing",
        SheetFlag.Arithmetic => "arithmetic",
        SheetFlag.Outlier => "outlier",
    };
}
