using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Components.Pages.Bids;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Leveling;

/// <summary>A bid that came on paper or by e-mail. Lines may be missing: that is what the sheet then shows.</summary>
public sealed class ExternalEntry : BidEntry
{
    public string? BidderName { get; set; }
    public string? ReceivedAt { get; set; }
    public string? StatedTotal { get; set; }

    public static ExternalEntry For(Package package)
    {
        var blank = For(package, null, null);
        return new() { Lines = blank.Lines, Alternates = blank.Alternates, Answers = blank.Answers, ScopeVersion = blank.ScopeVersion };
    }

    public ExternalBidInput ReadExternal(FormState state, Package package)
    {
        var received = Zoned.Parse(ReceivedAt, package.TimeZone);
        if (received is null) state.Add("receivedAt", "Say when the bid reached you.");
        decimal? stated = null;
        if (!string.IsNullOrWhiteSpace(StatedTotal) && (stated = Numbers.Parse(StatedTotal)) is null) state.Add("statedTotal", "The stated total is an amount, such as 85,000.");
        var found = new FormState();
        var form = package.BidForm with { Questions = [.. package.BidForm.Questions.Select(question => question with { Required = false })] };
        var read = Read(found, form, []);
        foreach (var (field, messages) in found.All)
        {
            // A blank line is missing scope, not a mistake.
            if (Row(field) is { } row && string.IsNullOrWhiteSpace(Lines[row].UnitPrice)) continue;
            foreach (var message in messages) state.Add(field, message);
        }

        return new(BidderName?.Trim() ?? "", received ?? DateTimeOffset.UnixEpoch, read.Lines, read.Alternates, read.Answers, read.Notes, stated);
    }

    private static int? Row(string field) =>
        field.StartsWith("lines[", StringComparison.Ordinal) && int.TryParse(field.AsSpan(6, field.IndexOf(']', StringComparison.Ordinal) - 6), out var row) ? row : null;
}
