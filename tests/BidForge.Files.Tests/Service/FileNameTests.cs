using BidForge.Files.Uploads;

namespace BidForge.Files.Tests.Service;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("plan.pdf", "plan.pdf")]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Users\\me\\Angebot Nr. 5.pdf", "Angebot Nr. 5.pdf")]
    [InlineData("a\0b\r\nc.pdf", "abc.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("\u200Bplan\uFEFF.pdf", "plan.pdf")]
    [InlineData("  .hidden.pdf. ", "hidden.pdf")]
    [InlineData("größe.pdf", "größe.pdf")]
    [InlineData("雨どい.pdf", "雨どい.pdf")]
    [InlineData("..", "")]
    [InlineData("plans/", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_name_is_made_safe(string? given, string clean) => Assert.Equal(clean, FileName.Clean(given));

    [Fact]
    public void A_long_name_is_shortened_before_its_extension()
    {
        var clean = FileName.Clean(new string('n', 400) + ".pdf");
        Assert.Equal(200, clean.Length);
        Assert.EndsWith("n.pdf", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shortened_name_holds_no_half_character()
    {
        var clean = FileName.Clean(string.Concat(Enumerable.Repeat("🏗", 150)) + "x.pdf");
        Assert.True(clean.Length <= 200);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(clean)));
    }
}
