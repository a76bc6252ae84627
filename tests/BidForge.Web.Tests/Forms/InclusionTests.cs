using BidForge.Web.Components.Pages.Bids;

namespace BidForge.Web.Tests.Forms;

public sealed class InclusionTests
{
    [Theory]
    [InlineData("Yes", "", "Yes")]
    [InlineData("No", " by the crane company ", "No: by the crane company")]
    [InlineData("", "Partly", "Partly")]
    [InlineData(null, "  ", null)]
    [InlineData("Maybe", "", null)]
    public void A_choice_and_words_become_one_answer(string? choice, string? words, string? answer) => Assert.Equal(answer, Inclusion.Join(choice, words));

    [Theory]
    [InlineData("Yes", "Yes", "")]
    [InlineData("no, by others", "No", "by others")]
    [InlineData("No: by others", "No", "by others")]
    [InlineData("Included", "Yes", "")]
    [InlineData("excluded: by owner", "No", "by owner")]
    [InlineData("Not by us", null, "Not by us")]
    [InlineData("Yesterday's crane", null, "Yesterday's crane")]
    [InlineData(null, null, "")]
    public void An_answer_comes_apart_into_choice_and_words(string? answer, string? choice, string words) => Assert.Equal((choice, words), Inclusion.Split(answer));
}
