using System.Globalization;

namespace BidForge.Bids.Leveling.Export;

/// <summary>The sheet as pages of A3 lying, fifteen bidders side by side; more continue on further pages.</summary>
internal sealed class SheetPdf(SheetTable table)
{
    private const int BiddersAcross = 15;
    private const double Width = 1190.55, Height = 841.89, Margin = 34, Row = 12.4, Size = 6.4;
    private const double LabelWidth = 176, UnitWidth = 48, OwnWidth = 54, Gap = 3;

    private readonly PdfFile file = new(Width, Height);
    private double y;
    private int page;

    public static byte[] Of(SheetTable table) => new SheetPdf(table).Draw();

    private double BidderWidth => (Width - 2 * Margin - LabelWidth - UnitWidth - 2 * OwnWidth) / BiddersAcross;

    private byte[] Draw()
    {
        var across = Math.Max(1, (table.Bidders.Count + BiddersAcross - 1) / BiddersAcross);
        for (var group = 0; group < across; group++)
        {
            var bidders = Enumerable.Range(group * BiddersAcross, Math.Min(BiddersAcross, table.Bidders.Count - group * BiddersAcross)).ToList();
            Head(bidders);
            foreach (var row in table.Rows)
            {
                if (y > Height - Margin - 2 * Row)
                    Head(bidders);
                Draw(row, bidders);
            }
        }
        return file.ToBytes();
    }

    private void Head(List<int> bidders)
    {
        file.AddPage();
        page++;
        y = Margin + 10;
        file.Text(Margin, y, 12, Width - 2 * Margin - 200, table.Title, bold: true);
        file.Text(Width - Margin - 190, y, 8, 190, string.Create(CultureInfo.InvariantCulture, $"Leveling sheet, page {page}"), right: true);
        y += 13;
        var opened = table.OpenedAt is { } moment ? string.Create(CultureInfo.InvariantCulture, $"Bids opened {moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.") : "Bids as they come, before opening.";
        file.Text(Margin, y, 8, 600, $"Amounts in {table.Currency}. {opened} * is far from the others, p is a plug. Confidential.");
        y += 10;
        file.Band(Margin, y, Width - 2 * Margin, 1.7 * Row, 0.86);
        var at = y + Row + 1;
        file.Text(Margin + Gap, at, Size, LabelWidth, "Line", bold: true);
        file.Text(Margin + LabelWidth, at, Size, UnitWidth - Gap, "Quantity", bold: true, right: true);
        file.Text(Own(0), at, Size, OwnWidth - Gap, "Estimate", bold: true, right: true);
        file.Text(Own(1), at, Size, OwnWidth - Gap, "Median", bold: true, right: true);
        foreach (var (place, bidder) in bidders.Index())
            foreach (var (line, words) in Helvetica.Wrap(table.Bidders[bidder], Size, BidderWidth - Gap).Index())
                file.Text(Column(place), y + 7.5 + 8 * line, Size, BidderWidth - Gap, words, bold: true, right: true);
        y += 1.7 * Row;
    }

    private void Draw(TableRow row, List<int> bidders)
    {
        if (row.Kind is not RowKind.Line)
            file.Band(Margin, y, Width - 2 * Margin, Row, row.Kind is RowKind.Section ? 0.92 : 0.97);
        var (at, bold) = (y + Row - 3.6, row.Kind is not RowKind.Line);
        file.Text(Margin + Gap, at, Size, LabelWidth - 2 * Gap, row.Label, bold);
        if (row.Quantity is { } quantity)
            file.Text(Margin + LabelWidth, at, Size, UnitWidth - Gap, $"{quantity.ToString("#,##0.####", CultureInfo.InvariantCulture)} {row.Unit}", right: true);
        file.Text(Own(0), at, Size, OwnWidth - Gap, Money(row.Estimate), bold, right: true, whole: true);
        file.Text(Own(1), at, Size, OwnWidth - Gap, Money(row.Median), bold, right: true, whole: true);
        if (row.Cells.Count > 0)
            foreach (var (place, bidder) in bidders.Index())
                file.Text(Column(place), at, Size, BidderWidth - Gap, Words(row.Cells[bidder]), bold, right: true, whole: row.Cells[bidder].Amount is not null);
        file.Line(Margin, y + Row, Width - Margin);
        y += Row;
    }

    private static double Own(int index) => Margin + LabelWidth + UnitWidth + index * OwnWidth;

    private double Column(int place) => Own(2) + place * BidderWidth;

    private static string Words(TableCell cell) => cell switch
    {
        { Amount: null } => cell.Text ?? "",
        { Text: "outlier" } => $"* {Money(cell.Amount)}",
        { Text: "plug" } => $"p {Money(cell.Amount)}",
        _ => Money(cell.Amount),
    };

    private static string Money(decimal? amount) => amount?.ToString("#,##0.00", CultureInfo.InvariantCulture) ?? "";
}
