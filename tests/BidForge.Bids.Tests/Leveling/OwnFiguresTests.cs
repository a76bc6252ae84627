using BidForge.Bids.Bidding;
using BidForge.Bids.Leveling;
using BidForge.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace BidForge.Bids.Tests.Leveling;

/// <summary>Alternates, estimates, flags: what the contractor adds to the bids, and what is said of them.</summary>
public sealed class OwnFiguresTests
{
    private static readonly LineItem A = new(Guid.CreateVersion7(), "A", 10m, "m", LineItemKind.Base);
    private static readonly LineItem B = new(Guid.CreateVersion7(), "B", 1m, "m", LineItemKind.Base);
    private static readonly Alternate Add = new(Guid.CreateVersion7(), "Add a skylight");
    private static readonly Alternate Deduct = new(Guid.CreateVersion7(), "Leave out the gravel");
    private static readonly InclusionQuestion Waste = new(Guid.CreateVersion7(), "Waste?", true);
    private static readonly BidForm Form = new([A, B], [Add, Deduct], [Waste]);

    [Fact]
    public void Alternates_taken_move_totals_ranks_and_differences_and_those_left_out_do_not()
    {
        LeveledBid[] bids = [Bid("cheap", 10m, [(Add, 50m), (Deduct, -5m)]), Bid("dear", 12m, [(Add, 1m), (Deduct, -30m)])];
        var left = Sheets.Of(Form, bids, OwnFigures.None);
        Assert.Equal([("cheap", 110m), ("dear", 132m)], left.Bids.Select(bid => (bid.BidderName, bid.NormalizedTotal)));
        var taken = Sheets.Of(Form, bids, Own(taken: [Add.Id, Deduct.Id]));
        Assert.Equal([("dear", 103m, -29m, 132m), ("cheap", 155m, 45m, 110m)], taken.Bids.Select(bid => (bid.BidderName, bid.NormalizedTotal, bid.AlternateTotal, bid.BaseTotal)));
        Assert.Equal((103m, 155m, 129m), (taken.Low, taken.High, taken.Median));
        Assert.All(taken.Alternates, alternate => Assert.True(alternate.Taken));
    }

    [Fact]
    public void A_bid_that_says_nothing_on_an_alternate_taken_is_flagged()
    {
        var sheet = Sheets.Of(Form, [Bid("silent", 10m, []), Bid("other", 10m, [(Add, 7m)])], Own(taken: [Add.Id]));
        Assert.Equal([SheetFlag.AlternateMissing], sheet.Bids.Single(bid => bid.BidderName is "silent").Flags);
        Assert.Empty(sheet.Bids.Single(bid => bid.BidderName is "other").Flags);
    }

    [Fact]
    public void The_estimate_is_the_whole_packages_or_else_the_sum_of_all_base_lines()
    {
        Assert.Null(Sheets.Of(Form, [], Own(estimates: [(A.Id, 60m)])).Estimate);
        var lines = Sheets.Of(Form, [Bid("x", 10m, [])], Own(estimates: [(A.Id, 60m), (B.Id, 40.01m)]));
        Assert.Equal((100.01m, 9.99m), (lines.Estimate, lines.Bids[0].DifferenceFromEstimate));
        Assert.Equal([60m, 40.01m], lines.Lines.Select(line => line.Estimate));
        Assert.Equal(99m, Sheets.Of(Form, [], Own(estimates: [(A.Id, 60m), (B.Id, 40m), (OwnFigures.WholePackage, 99m)])).Estimate);
    }

    [Fact]
    public void An_outlier_is_far_from_the_median_and_two_bids_have_none()
    {
        var sheet = Sheets.Of(Form, [Bid("low", 5m, []), Bid("b", 10m, []), Bid("c", 10.5m, []), Bid("d", 11m, [])], OwnFigures.None);
        Assert.Equal(["low"], sheet.Bids.Where(bid => bid.Flags.Contains(SheetFlag.Outlier)).Select(bid => bid.BidderName));
        Assert.True(sheet.Bids[0].Lines[0].Outlier);
        Assert.DoesNotContain(Sheets.Of(Form, [Bid("low", 1m, []), Bid("high", 100m, [])], OwnFigures.None).Bids, bid => bid.Flags.Count > 0);
        Assert.False(Outliers.Among([100m, 100m, 100m, 100m, 101m])(101m));
        Assert.True(Outliers.Among([100m, 100m, 101m, 101m, 110m])(110m));
    }

    [Fact]
    public void A_stated_total_that_is_not_the_sum_of_its_lines_is_flagged_and_so_is_an_older_scope()
    {
        var sheet = Sheets.Of(Form, [Bid("wrong", 10m, []) with { StatedTotal = 111m }, Bid("right", 10m, []) with { StatedTotal = 110m, ScopeVersion = 2 }], OwnFigures.None, scopeVersion: 2);
        Assert.Equal([SheetFlag.OlderScope, SheetFlag.Arithmetic], sheet.Bids.Single(bid => bid.BidderName is "wrong").Flags);
        Assert.Empty(sheet.Bids.Single(bid => bid.BidderName is "right").Flags);
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("yes, by our own crew", true)]
    [InlineData("Included.", true)]
    [InlineData("No", false)]
    [InlineData(" excluded", false)]
    [InlineData("Not by us", null)]
    [InlineData("", null)]
    public void An_answer_that_begins_with_yes_or_no_says_whether_something_is_included(string answer, bool? included)
    {
        var bid = Bid("x", 1m, []);
        bid = bid with { Document = bid.Document with { Answers = [new(Waste.Id, answer)] } };
        Assert.Equal(included, Sheets.Of(Form, [bid], OwnFigures.None).Bids[0].Answers.Single().Included);
    }

    [Fact]
    public void Whatever_is_taken_plugged_and_estimated_totals_are_sums_to_the_cent()
    {
        var money = Gen.Choose(-100_000_00, 100_000_00).Select(cents => cents / 100m);
        var offers = Gen.ListOf(Gen.Zip(Gen.Choose(0, 10_000_000), Gen.Zip(money, money))).ToArbitrary();
        Prop.ForAll(offers, Gen.Choose(0, 3).ToArbitrary(), money.ToArbitrary(), (list, which, estimate) =>
        {
            Guid[] taken = [.. which % 2 is 1 ? [Add.Id] : Array.Empty<Guid>(), .. which > 1 ? [Deduct.Id] : Array.Empty<Guid>()];
            LeveledBid[] bids = [.. list.Select((offer, index) => Bid($"{index}", offer.Item1 / 10_000m, [(Add, offer.Item2.Item1), (Deduct, offer.Item2.Item2)]))];
            var sheet = Sheets.Of(Form, bids, Own(taken, [(OwnFigures.WholePackage, estimate)]));
            return sheet.Bids.Count == bids.Length && sheet.Bids.All(bid =>
                bid.AlternateTotal == bid.Alternates.Where(offer => taken.Contains(offer.AlternateId)).Sum(offer => offer.Amount)
                && bid.NormalizedTotal == bid.BaseTotal + bid.AlternateTotal
                && bid.DifferenceFromEstimate == bid.NormalizedTotal - estimate
                && bid.DifferenceFromMedian == bid.NormalizedTotal - sheet.Median
                && decimal.Round(bid.NormalizedTotal, 2) == bid.NormalizedTotal
                && bid.Rank == 1 + sheet.Bids.Count(other => other.NormalizedTotal < bid.NormalizedTotal));
        }).QuickCheckThrowOnFailure();
    }

    private static OwnFigures Own(Guid[]? taken = null, (Guid Line, decimal Amount)[]? estimates = null) =>
        OwnFigures.None with { Taken = (taken ?? []).ToHashSet(), Estimates = (estimates ?? []).ToDictionary(item => item.Line, item => item.Amount) };

    private static LeveledBid Bid(string name, decimal price, (Alternate Alternate, decimal Amount)[] alternates)
    {
        var lines = BidTotals.Price(Form, [new(A.Id, price), new(B.Id, price)]);
        return new(
            Guid.CreateVersion7(), Guid.CreateVersion7(), name, BidStatus.Opened, 1,
            new(Guid.Empty, null, 1, "USD", lines, [.. alternates.Select(item => new AlternatePrice(item.Alternate.Id, item.Amount))], [], [], null, BidTotals.Base(Form, lines), "salt"));
    }
}
