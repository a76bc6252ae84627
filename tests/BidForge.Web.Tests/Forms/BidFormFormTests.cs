using BidForge.Web.Components.Forms;
using BidForge.Web.Components.Pages.Packages;

namespace BidForge.Web.Tests.Forms;

public sealed class BidFormFormTests
{
    private readonly BidFormForm _form = new()
    {
        LineItems = [new() { Description = "A", Quantity = "1", Unit = "EA" }, new(), new() { Description = "B", Quantity = "x", Unit = "LF" }],
    };

    [Fact]
    public void Row_buttons_add_and_remove_rows()
    {
        Assert.True(_form.Apply("remove-line:0"));
        Assert.True(_form.Apply("add-alternate"));
        Assert.Equal(2, _form.LineItems.Count);
        Assert.Single(_form.Alternates);
    }

    [Theory]
    [InlineData("remove-line:99")]
    [InlineData("remove-line:-1")]
    [InlineData("remove-line:one")]
    public void A_row_that_is_not_there_is_not_removed(string command)
    {
        Assert.True(_form.Apply(command));
        Assert.Equal(3, _form.LineItems.Count);
    }

    [Fact]
    public void The_save_button_is_no_row_button() => Assert.False(_form.Apply("save"));

    [Fact]
    public void Blank_rows_fall_away_and_messages_name_the_row_that_is_then_shown()
    {
        var state = new FormState();
        var read = _form.Read(state);
        Assert.Equal(2, read.LineItems.Count);
        Assert.Single(state.For("Form.BidForm.LineItems[1].Quantity"));
    }

    [Fact]
    public void A_form_without_lines_is_refused()
    {
        var state = new FormState();
        new BidFormForm().Read(state);
        Assert.Single(state.For("Form.BidForm.LineItems"));
    }
}
