using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Components.Pages.Leveling;
using BidForge.Web.Components.Pages.Packages;

namespace BidForge.Web.Tests.Forms;

public sealed class SheetFormTests
{
    private static readonly Guid Line = Guid.NewGuid();
    private static readonly Guid Bid = Guid.NewGuid();
    private static readonly SheetAlternate Taken = new(Guid.NewGuid(), "Skylight", true);
    private static readonly SheetAlternate Left = new(Guid.NewGuid(), "Gravel", false);

    private static readonly Sheet Sheet = new(
        Guid.NewGuid(), "Roofing", "Town hall", "USD", null, null, 1, false, [new(Line, "Membrane", 1, "SF", LineKind.Base, null, null)], [Taken, Left], [],
        [new(Bid, null, "Paper", true, BidStatus.Opened, 1, [new(Line, null, null, 12.5m, true, false)], [], [], 0, 12.5m, 0, 12.5m, 0, 0, 1, true, null, [SheetFlag.MissingScope], null)],
        12.5m, 12.5m, 12.5m);

    [Fact]
    public void Only_what_differs_from_the_sheet_is_sent()
    {
        var form = PlugsForm.Of(Sheet);
        Assert.Empty(form.Changes(Sheet, new()));
        Assert.False(form.TakesOthersThan(Sheet));
        form.Plugs[0].Amount = "1,300";
        form.Taken = [Taken.Id, Left.Id];
        Assert.Equal(new Plug(Bid, Line, 1300m), Assert.Single(form.Changes(Sheet, new())));
        Assert.True(form.TakesOthersThan(Sheet));
    }

    [Fact]
    public void An_estimate_reads_as_typed_and_names_what_is_no_amount()
    {
        var form = EstimateForm.Of(new([new(Line, "Membrane", 1, "SF", LineKind.Base)], [], []), new([new(Line, 80m)], 1200.5m));
        Assert.Equal(("1200.5", "80"), (form.Amount, form.Lines[0].Amount));
        (form.Amount, form.Lines[0].Amount) = ("", "85,000.10");
        var state = new FormState();
        var read = form.Read(state);
        Assert.True(state.Ok);
        Assert.Equal((null, new LineEstimate(Line, 85_000.10m)), (read.Amount, read.Lines.Single()));
        form.Lines[0].Amount = "much";
        form.Read(state);
        Assert.NotEmpty(state.For("Form.Lines[0].Amount"));
    }

    [Theory]
    [InlineData("60", true)]
    [InlineData("0", true)]
    [InlineData("1,440", true)]
    [InlineData("-1", false)]
    [InlineData("10081", false)]
    [InlineData("1.5", false)]
    [InlineData("", false)]
    public void The_least_notice_is_whole_minutes_up_to_a_week(string minutes, bool accepted)
    {
        var state = new FormState();
        new PackageForm { DueAt = "2027-01-01T14:00", DeadlineGuardMinutes = minutes }.Read(state, "America/Chicago");
        Assert.Equal(accepted, state.For("Form.DeadlineGuardMinutes").Count is 0);
    }
}
