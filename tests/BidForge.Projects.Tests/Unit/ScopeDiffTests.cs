using BidForge.Contracts;
using BidForge.Projects.Addenda;

namespace BidForge.Projects.Tests.Unit;

public sealed class ScopeDiffTests
{
    private static readonly LineItem Trench = new(Guid.NewGuid(), "Trench", 10.50m, "m", LineItemKind.Base);
    private static readonly LineItem Pipe = new(Guid.NewGuid(), "Pipe", 3m, "ea", LineItemKind.Base);
    private static readonly Alternate Green = new(Guid.NewGuid(), "Green roof");
    private static readonly InclusionQuestion Crane = new(Guid.NewGuid(), "Crane included?", false);
    private static readonly BidForm Form = new([Trench, Pipe], [Green], [Crane]);

    [Fact]
    public void The_same_form_in_another_order_has_no_changes() =>
        Assert.Empty(ScopeDiff.Between(Form, Form with { LineItems = [Pipe, Trench with { Quantity = 10.5000m }] }));

    [Fact]
    public void A_changed_quantity_is_named_with_both_amounts_and_the_unit() =>
        Assert.Equal("\"Trench\": quantity 10.5 -> 12 m", Only("lineChanged", Trench.Id, Form with { LineItems = [Trench with { Quantity = 12m }, Pipe] }));

    [Fact]
    public void A_changed_unit_is_named_with_both_amounts_and_units() =>
        Assert.Equal("\"Trench\": quantity 10.5 m -> 10.5 ft", Only("lineChanged", Trench.Id, Form with { LineItems = [Trench with { Unit = "ft" }, Pipe] }));

    [Fact]
    public void All_that_changed_on_a_line_is_one_change() =>
        Assert.Equal(
            "\"Trench\" now reads \"Deep trench\"; \"Trench\": quantity 10.5 -> 11 m; \"Trench\" is now a unit price outside the base total",
            Only("lineChanged", Trench.Id, Form with { LineItems = [Trench with { Description = "Deep trench", Quantity = 11m, Kind = LineItemKind.UnitPrice }, Pipe] }));

    [Fact]
    public void A_line_under_another_id_is_removed_and_added()
    {
        var other = Trench with { Id = Guid.NewGuid() };
        var changes = ScopeDiff.Between(Form, Form with { LineItems = [other, Pipe] });
        Assert.Equal(
            [("lineAdded", other.Id, "Added \"Trench\", 10.5 m"), ("lineRemoved", Trench.Id, "Removed \"Trench\", 10.5 m")],
            changes.Select(change => (change.Kind, change.ItemId!.Value, change.Description)));
    }

    [Fact]
    public void Alternates_and_questions_are_compared_too()
    {
        var changes = ScopeDiff.Between(Form, new([Trench, Pipe], [Green with { Description = "Gravel roof" }], [Crane with { Required = true }]));
        Assert.Equal(
            [("alternateChanged", "\"Green roof\" now reads \"Gravel roof\""), ("questionChanged", "\"Crane included?\" must be answered now")],
            changes.Select(change => (change.Kind, change.Description)));
        Assert.Equal(
            ["alternateRemoved", "questionRemoved"],
            ScopeDiff.Between(Form, new([Trench, Pipe], [], [])).Select(change => change.Kind));
        Assert.Equal(
            ["lineAdded", "lineAdded", "alternateAdded", "questionAdded"],
            ScopeDiff.Between(new([], [], []), Form).Select(change => change.Kind));
    }

    private static string Only(string kind, Guid id, BidForm after)
    {
        var change = Assert.Single(ScopeDiff.Between(Form, after));
        Assert.Equal((kind, id), (change.Kind, change.ItemId));
        return change.Description;
    }
}
