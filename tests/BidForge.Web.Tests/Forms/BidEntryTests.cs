using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Components.Pages.Bids;

namespace BidForge.Web.Tests.Forms;

public sealed class BidEntryTests
{
    private static readonly BidForm Form = new(
        [
            new(Guid.NewGuid(), "Membrane", 14_200, "SF", LineKind.Base), new(Guid.NewGuid(), "Copings", 0.5m, "LF", LineKind.Base),
            new(Guid.NewGuid(), "Wet deck", 1, "SF", LineKind.UnitPrice),
        ],
        [new(Guid.NewGuid(), "Standing seam")],
        [new(Guid.NewGuid(), "Crane included?", true)]);

    private static BidEntry Entry(string? first, string? second, string? unit = null, string? answer = "Yes") => new()
    {
        ScopeVersion = 3,
        Lines =
        [
            new() { LineItemId = Form.LineItems[0].Id, UnitPrice = first }, new() { LineItemId = Form.LineItems[1].Id, UnitPrice = second },
            new() { LineItemId = Form.LineItems[2].Id, UnitPrice = unit },
        ],
        Alternates = [new() { AlternateId = Form.Alternates[0].Id, Amount = "-1,500" }],
        Answers = [new() { QuestionId = Form.Questions[0].Id, Answer = answer }],
    };

    [Fact]
    public void A_bid_reads_as_typed()
    {
        var state = new FormState();
        var bid = Entry("7.4125", "1,200").Read(state, Form, []);
        Assert.True(state.Ok);
        Assert.Equal([7.4125m, 1200m], bid.Lines.Select(line => line.UnitPrice));
        Assert.Equal(-1500m, bid.Alternates[0].Amount);
        Assert.Equal(3, bid.ScopeVersion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.00001")]
    public void A_wrong_price_is_named_by_its_line(string price)
    {
        var state = new FormState();
        Entry("1", price).Read(state, Form, []);
        Assert.Contains("Copings", Assert.Single(state.For("Form.Lines[1].UnitPrice")), StringComparison.Ordinal);
        Assert.Empty(state.For("Form.Lines[0].UnitPrice"));
    }

    [Fact]
    public void A_unit_price_may_be_left_empty_and_a_required_answer_may_not()
    {
        var state = new FormState();
        Entry("1", "1", unit: null, answer: " ").Read(state, Form, []);
        Assert.Empty(state.For("Form.Lines[2].UnitPrice"));
        Assert.Single(state.For("Form.Answers[0].Answer"));
    }

    [Fact]
    public void Totals_round_half_away_from_zero_and_leave_unit_prices_out()
    {
        var lines = Entry("7.4125", "0.01", unit: "18.50").Lines;
        Assert.Equal(0.01m, BidTotals.Line(0.5m, "0.01"));
        Assert.Equal(105_257.50m + 0.01m, BidTotals.Base(Form, lines));
        Assert.Equal(0, BidTotals.Unpriced(Form, lines));
    }

    [Fact]
    public void A_draft_comes_back_as_it_was_typed()
    {
        var draft = Entry("7.", "abc").ToDraft(DateTimeOffset.UnixEpoch);
        Assert.Equal("abc", draft.Prices[Form.LineItems[1].Id]);
    }
}
