using System.Text;
using System.Text.RegularExpressions;
using BidForge.Bids.Bidding;
using BidForge.Bids.Leveling;
using BidForge.Bids.Leveling.Export;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Leveling;

public sealed partial class ExportTests
{
    private static readonly BidForm Form = new(
        [.. Enumerable.Range(1, 60).Select(number => new LineItem(Guid.CreateVersion7(), $"Line \"{number}\", east", 2.5m, "m", LineItemKind.Base))],
        [new(Guid.CreateVersion7(), "=cmd|' /C calc'!A0")], [new(Guid.CreateVersion7(), "Waste?", true)]);

    [Fact]
    public void A_csv_reads_back_field_by_field_and_no_word_in_it_is_a_formula()
    {
        var csv = Encoding.UTF8.GetString(SheetCsv.Of(Table(2))).TrimStart('\uFEFF');
        var records = Records(csv);
        Assert.All(records, record => Assert.Equal(9, record.Length));
        Assert.Equal(["Line", "Quantity", "Unit", "Estimate USD", "Median USD", "'@Łódź 0 unit price", "'@Łódź 0 USD", "'@Łódź 1 unit price", "'@Łódź 1 USD"], records[0]);
        Assert.Equal(["Line \"1\", east", "2.5", "m", "", "2.52", "1.0001", "2.50", "1.0101", "2.53"], records[2]);
        Assert.Equal(["'=cmd|' /C calc'!A0 (left out)", "", "", "", "", "", "-10.50", "", "-10.50"], records.Single(record => record[0].Contains("calc", StringComparison.Ordinal)));
        Assert.Contains(records, record => record[0] is "Waste?" && record[6] is "'=1+1");
    }

    [Fact]
    public void A_pdf_has_every_bidder_and_line_and_its_table_of_objects_is_right()
    {
        var bytes = SheetPdf.Of(Table(17));
        var pdf = Encoding.Latin1.GetString(bytes);
        Assert.StartsWith("%PDF-1.4", pdf, StringComparison.Ordinal);
        for (var bidder = 0; bidder < 17; bidder++)
            Assert.Contains($"(@Lódz {bidder})", pdf, StringComparison.Ordinal);
        Assert.Contains("(Line \"60\", east)", pdf, StringComparison.Ordinal);
        var table = int.Parse(StartOfTable().Match(pdf).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.StartsWith("xref", pdf[table..], StringComparison.Ordinal);
        foreach (var (number, entry) in Offsets().Matches(pdf[table..]).Index())
            Assert.StartsWith($"{number + 1} 0 obj", pdf[int.Parse(entry.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)..], StringComparison.Ordinal);
        Assert.All(Streams().Matches(pdf), stream => Assert.Equal(int.Parse(stream.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), stream.Groups[2].Length));
    }

    [Fact]
    public void No_amount_is_ever_cut_on_a_page_however_large_or_far_from_the_others()
    {
        var bids = Enumerable.Range(0, 3).Select(number => Bid(number)).Append(Bid(9_999_999_999)).ToList();
        var pdf = Encoding.Latin1.GetString(SheetPdf.Of(SheetTable.Of(Sheets.Of(Form, bids, OwnFigures.None))));
        Assert.Contains("(* 250,000,002.48)", pdf, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\(\S? ?[\d,.]*\.\.\.\)", pdf);
    }

    [Fact]
    public void A_sheet_without_bids_can_be_printed()
    {
        Assert.Contains("Page", Encoding.Latin1.GetString(SheetPdf.Of(Table(0))), StringComparison.Ordinal);
        Assert.All(Records(Encoding.UTF8.GetString(SheetCsv.Of(Table(0)))), record => Assert.Equal(5, record.Length));
    }

    private static SheetTable Table(int bids) => SheetTable.Of(Sheets.Of(Form, [.. Enumerable.Range(0, bids).Select(number => Bid(number))], OwnFigures.None));

    private static LeveledBid Bid(long number)
    {
        var lines = BidTotals.Price(Form, Form.LineItems.Select(line => new LinePrice(line.Id, 1.0001m + number / 100m)));
        return new(
            Guid.CreateVersion7(), Guid.CreateVersion7(), $"@Łódź {number}", BidStatus.Opened, 1,
            new(Guid.Empty, null, 1, "USD", lines, [new(Form.Alternates[0].Id, -10.5m)], [new(Form.Questions[0].Id, "=1+1")], [], null, BidTotals.Base(Form, lines), "salt"));
    }

    // RFC 4180: records end with CRLF, fields with commas and quotes are quoted, quotes doubled.
    private static List<string[]> Records(string csv) =>
        [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => Fields().Matches(line).Select(field =>
            field.Groups[1].Success ? field.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : field.Groups[2].Value).ToArray())];

    [GeneratedRegex("(?:^|(?<=,))(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))(?=,|$)")]
    private static partial Regex Fields();

    [GeneratedRegex(@"startxref\n(\d+)\n")]
    private static partial Regex StartOfTable();

    [GeneratedRegex(@"(\d{10}) 00000 n ")]
    private static partial Regex Offsets();

    [GeneratedRegex(@"/Length (\d+) >>\nstream\n(.*?)endstream", RegexOptions.Singleline)]
    private static partial Regex Streams();
}
