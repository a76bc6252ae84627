using BidForge.Web.Text;

namespace BidForge.Web.Tests.Text;

public sealed class MoneyTests
{
    [Fact]
    public void An_amount_has_grouped_thousands_two_places_and_its_currency() =>
        Assert.Equal("USD\u00a01,234,567.50", Money.Of(1234567.5m, "USD"));

    [Fact]
    public void A_deduction_has_a_true_minus_and_an_addition_a_plus()
    {
        Assert.Equal("\u2212450.00", Money.Signed(-450m));
        Assert.Equal("+450.00", Money.Signed(450m));
        Assert.Equal("0.00", Money.Signed(0m));
    }

    [Theory]
    [InlineData("7.4125", "7.4125")]
    [InlineData("41.5000", "41.50")]
    [InlineData("1000", "1,000.00")]
    public void A_unit_price_keeps_up_to_four_places(string price, string shown) =>
        Assert.Equal(shown, Money.Unit(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("1,250.50", "1250.50")]
    [InlineData(" $ 12 ", "12")]
    [InlineData("-300", "-300")]
    [InlineData("\u2212300", "-300")]
    public void Numbers_are_read_as_people_type_them(string typed, string number) =>
        Assert.Equal(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture), Numbers.Parse(typed));

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e3")]
    [InlineData("12 apples")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_not_a_number_is_none(string typed) => Assert.Null(Numbers.Parse(typed));

    [Theory]
    [InlineData(1_240_000, "1.24M")]
    [InlineData(340_000, "340k")]
    [InlineData(1_500, "1.5k")]
    [InlineData(950, "950")]
    public void Axes_have_short_amounts(int amount, string shown) => Assert.Equal(shown, Money.Short(amount));
}
