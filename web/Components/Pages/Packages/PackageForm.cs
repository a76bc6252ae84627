using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Packages;

public sealed class PackageForm : FormModel
{
    public const string Sealed = "sealed";
    public const string Shown = "shown";

    public string? Title { get; set; }
    public string? Trade { get; set; }
    public string? Description { get; set; }
    public string? DueAt { get; set; }
    public string? Estimate { get; set; }
    public string? Sealing { get; set => field = value ?? Sealed; } = Sealed;
    public string? Openers { get; set => field = value ?? "1"; } = "1";
    public string? DeadlineGuardMinutes { get; set; } = "60";
    public BidFormForm BidForm { get; set => field = value ?? new(); } = new();

    public static PackageForm Of(Package package) => new()
    {
        Title = package.Title, Trade = package.Trade, Description = package.Description,
        DueAt = Zoned.Input(package.DueAt, package.TimeZone), Estimate = Money.Input(package.Estimate),
        Sealing = package.Sealed ? Sealed : Shown, Openers = Numbers.Whole(package.Openers), DeadlineGuardMinutes = Numbers.Whole(package.DeadlineGuardMinutes),
        BidForm = BidFormForm.Of(package.BidForm), Version = package.Version,
    };

    public PackageInput Read(FormState state, string zone)
    {
        var due = Zoned.Parse(DueAt, zone);
        if (due is null) state.Add("dueAt", "Give the day and time that bids are due; the clocks of the site's zone must know that time.");
        decimal? estimate = null;
        if (!string.IsNullOrWhiteSpace(Estimate) && (estimate = Numbers.Parse(Estimate)) is null)
            state.Add("estimate", "The estimate is an amount, such as 85,000.");
        return new(
            Title?.Trim() ?? "", Trade ?? "", Description?.Trim() ?? "", due ?? DateTimeOffset.UnixEpoch, BidForm.Read(state), estimate,
            Sealing != Shown, Openers == "2" ? 2 : 1, Minutes(state));
    }

    private int? Minutes(FormState state)
    {
        if (Numbers.Parse(DeadlineGuardMinutes) is { } minutes and >= 0 and <= 10080 && minutes == decimal.Truncate(minutes)) return (int)minutes;
        state.Add("deadlineGuardMinutes", "Give whole minutes from 0 to 10,080, which is a week.");
        return null;
    }
}
