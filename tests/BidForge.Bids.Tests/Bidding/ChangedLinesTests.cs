using BidForge.Bids.Terms;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Bidding;

public sealed class ChangedLinesTests
{
    [Fact]
    public void Lines_that_were_changed_or_added_are_named_and_others_are_not()
    {
        var form = Market.SmallForm;
        var added = new LineItem(Guid.CreateVersion7(), "Gutters", 12m, "m", LineItemKind.Base);
        var changed = form.LineItems[1] with { Quantity = 25m };
        var now = form with { LineItems = [form.LineItems[0], changed, added] };
        Assert.Equal([changed.Id, added.Id], ChangedLines.Between(form, now));
    }

    [Fact]
    public void The_same_quantity_written_otherwise_is_no_change()
    {
        var form = Market.SmallForm;
        var now = form with { LineItems = [.. form.LineItems.Select(line => line with { Quantity = line.Quantity + 0.0000m })] };
        Assert.Empty(ChangedLines.Between(form, now));
    }
}
