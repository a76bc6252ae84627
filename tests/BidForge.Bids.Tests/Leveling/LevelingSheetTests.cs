using BidForge.Bids.Bidding;
using BidForge.Bids.Leveling;
using BidForge.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace BidForge.Bids.Tests.Leveling;

public sealed class LevelingSheetTests
{
    private static readonly LineItem A = new(Guid.CreateVersion7(), "A", 10m, "m", LineItemKind.Base);
    private static readonly LineItem B = new(Guid.CreateVersion7(), "B", 2.5m, "m", LineItemKind.Base);
    private static readonly LineItem U = new(Guid.CreateVersion7(), "U", 1m, "h", LineItemKind.UnitPrice);
    private static readonly BidForm Form = new([A, B, U], [], []);

    [Fact]
    public void Bids_are_ranked_by_normalised_total_and_equal_ones_share_a_rank()
    {
        var sheet = Sheet([Bid("c", (A, 3m), (B, 4m)), Bid("a", (A, 2m), (B, 4m)), Bid("b", (A, 2m), (B, 4m)), Bid("d", (A, 9m), (B, 4m))]);
        Assert.Equal([("a", 1), ("b", 1), ("c", 3), ("d", 4)], sheet.Bids.Select(bid => (bid.BidderName, bid.Rank)));
        Assert.Equal((30m, 100m, 35m), (sheet.Low, sheet.High, sheet.Median));
        Assert.Equal([-5m, -5m, 5m, 65m], sheet.Bids.Select(bid => bid.DifferenceFromMedian));
        Assert.Equal([0m, 0m, 10m, 70m], sheet.Bids.Select(bid => bid.DifferenceFromLow));
        Assert.Equal([25m, 10m, null], sheet.Lines.Select(line => line.Median));
    }

    [Fact]
    public void A_plug_stands_in_for_a_missing_base_line_and_the_scope_stays_flagged()
    {
        var partial = Bid("partial", (A, 1m));
        var sheet = Sheet([partial, Bid("full", (A, 2m), (B, 2m))], (partial.BidId, B.Id, 7.77m), (partial.BidId, U.Id, 5m));
        var bid = sheet.Bids.Single(row => row.BidderName is "partial");
        Assert.Equal((10m, 7.77m, 17.77m), (bid.BaseTotal, bid.PlugTotal, bid.NormalizedTotal));
        Assert.True(bid.MissingScope);
        Assert.Equal((true, 7.77m, null), (bid.Lines[1].Missing, bid.Lines[1].Plug, bid.Lines[1].Total));
        Assert.False(bid.Lines[2].Missing);
    }

    [Fact]
    public void A_plug_never_replaces_a_price_that_the_bidder_gave()
    {
        var bid = Bid("x", (A, 1m), (B, 1m));
        Assert.Equal(12.5m, Sheet([bid], (bid.BidId, B.Id, 999m)).Bids[0].NormalizedTotal);
    }

    [Fact]
    public void A_sheet_without_bids_has_no_median()
    {
        var sheet = Sheet([]);
        Assert.Null(sheet.Median);
        Assert.Null(sheet.Low);
        Assert.Empty(sheet.Bids);
    }

    [Fact]
    public void Totals_and_ranks_hold_together_for_any_prices()
    {
        var prices = Gen.ListOf(Gen.Zip(Gen.Choose(0, 1_000_000), Gen.Choose(0, 1_000_000))).ToArbitrary();
        Prop.ForAll(prices, pairs =>
        {
            var sheet = Sheet([.. pairs.Select((pair, index) => Bid($"{index}", (A, pair.Item1 / 10_000m), (B, pair.Item2 / 10_000m)))]);
            return sheet.Bids.All(bid =>
                bid.NormalizedTotal == bid.BaseTotal
                && bid.NormalizedTotal == decimal.Round(bid.NormalizedTotal, 2)
                && bid.Rank == 1 + sheet.Bids.Count(other => other.NormalizedTotal < bid.NormalizedTotal)
                && bid.DifferenceFromLow >= 0
                && sheet.Low <= sheet.Median && sheet.Median <= sheet.High);
        }).QuickCheckThrowOnFailure();
    }

    private static LeveledBid Bid(string name, params (LineItem Line, decimal Price)[] prices)
    {
        var lines = BidTotals.Price(Form, prices.Select(price => new LinePrice(price.Line.Id, price.Price)));
        return new(
            Guid.CreateVersion7(), Guid.CreateVersion7(), name, BidStatus.Opened, 1,
            new(Guid.Empty, null, 1, "USD", lines, [], [], [], null, BidTotals.Base(Form, lines), "salt"));
    }

    private static Sheet Sheet(IReadOnlyList<LeveledBid> bids, params (Guid Bid, Guid Line, decimal Amount)[] plugs) =>
        Sheets.Of(Form, bids, OwnFigures.None with { Plugs = plugs.ToDictionary(plug => (plug.Bid, plug.Line), plug => plug.Amount) });
}
