using System.Globalization;
using System.Text;

namespace BidForge.Bids.Leveling.Export;

/// <summary>
/// The sheet as comma-separated values (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read names right). Each bidder has two columns.
/// Words that a spreadsheet would take for a formula begin with an apostrophe.
/// </summary>
internal static class SheetCsv
{
    public static byte[] Of(SheetTable table)
    {
        var csv = new StringBuilder();
        Record(csv, [Words("Line"), Words("Quantity"), Words("Unit"), Words($"Estimate {table.Currency}"), Words($"Median {table.Currency}"),
            .. table.Bidders.SelectMany(bidder => (string[])[Words($"{bidder} unit price"), Words($"{bidder} {table.Currency}")])]);
        foreach (var row in table.Rows)
            Record(csv, [Words(row.Label), Number(row.Quantity), Words(row.Unit), Money(row.Estimate), Money(row.Median), .. Cells(row, table.Bidders.Count)]);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static IEnumerable<string> Cells(TableRow row, int bidders) => row.Kind is RowKind.Section
        ? Enumerable.Repeat("", 2 * bidders)
        : row.Cells.SelectMany(cell => (string[])[
            cell.UnitPrice is { } price ? Number(price) : cell.Amount is null ? "" : Words(cell.Text),
            cell.Amount is { } amount ? Money(amount) : Words(cell.Text)]);

    private static void Record(StringBuilder csv, IEnumerable<string> fields) => csv.AppendJoin(',', fields).Append("\r\n");

    private static string Number(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    private static string Money(decimal? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static string Words(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = text.AsSpan().TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
