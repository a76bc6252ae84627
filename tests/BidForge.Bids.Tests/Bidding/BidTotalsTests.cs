using System.Numerics;
using BidForge.Bids.Bidding;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace BidForge.Bids.Tests.Bidding;

public sealed class BidTotalsTests
{
    [Theory]
    [InlineData("1", "0.005", "0.01")]
    [InlineData("1", "0.0049", "0.00")]
    [InlineData("3", "0.3350", "1.01")]
    [InlineData("100.5", "12.3456", "1240.73")]
    [InlineData("0.3333", "0.0001", "0.00")]
    [InlineData("12345678.9012", "9999.9999", "123456787777.43")]
    public void A_line_is_quantity_times_price_to_the_cent_half_away_from_zero(string quantity, string price, string total) =>
        Assert.Equal(Parse(total), BidTotals.Line(Parse(quantity), Parse(price)));

    [Fact]
    public void Unit_price_lines_do_not_count_in_the_total()
    {
        var lines = BidTotals.Price(Market.SmallForm, Market.SmallForm.LineItems.Select(line => new LinePrice(line.Id, 10m)));
        Assert.Equal(1005m + 200m, BidTotals.Base(Market.SmallForm, lines));
    }

    /// <summary>The same sum in whole ten-thousandths, where nothing is ever rounded but the line to the cent.</summary>
    [Fact]
    public void Totals_agree_with_whole_number_arithmetic()
    {
        var amounts = Gen.Choose(0, int.MaxValue).Select(whole => (long)whole);
        var lines = Gen.NonEmptyListOf(Gen.Zip(amounts, amounts)).ToArbitrary();
        Prop.ForAll(lines, pairs =>
        {
            var form = new BidForm([.. pairs.Select(pair => new LineItem(Guid.NewGuid(), "line", (pair.Item1 + 1) / 10_000m, "u", LineItemKind.Base))], [], []);
            var priced = BidTotals.Price(form, form.LineItems.Zip(pairs, (line, pair) => new LinePrice(line.Id, pair.Item2 / 10_000m)));
            var cents = pairs.Aggregate(BigInteger.Zero, (sum, pair) => sum + Cents(new BigInteger(pair.Item1 + 1) * pair.Item2));
            return BidTotals.Base(form, priced) * 100 == (decimal)cents;
        }).QuickCheckThrowOnFailure();
    }

    private static BigInteger Cents(BigInteger hundredMillionths) => (hundredMillionths + 500_000) / 1_000_000;

    private static decimal Parse(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
