using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects.Packages;

/// <summary>A package as its owner describes it.</summary>
/// <param name="Trade">Code of the trade list.</param>
/// <param name="DueAt">Bids are accepted before this instant.</param>
/// <param name="Estimate">In the project's currency; nobody but the owner's company sees it.</param>
/// <param name="Sealed">Nobody but its bidder sees a bid before opening; otherwise the contractor sees bids as they come. Fixed once published.</param>
/// <param name="Openers">How many different people of the contractor it takes to open the bids: 1 or 2. Fixed once published.</param>
/// <param name="DeadlineGuardMinutes">
/// 0 to 10080 (a week): an addendum that changes scope or due time this close to the deadline, or that would bring the deadline this close, is refused. Fixed once published.
/// </param>
internal sealed record PackageInput(
    string Title, string Trade, string Description, DateTimeOffset DueAt, BidFormInput BidForm, decimal? Estimate = null,
    bool Sealed = true, int Openers = 1, int DeadlineGuardMinutes = 60)
{
    private const int MaximumGuardMinutes = 7 * 24 * 60;

    public FieldErrors Check(DateTimeOffset now)
    {
        var errors = new FieldErrors()
            .Text("title", Title, 200)
            .Require(Trades.Exists(Trade), "trade", "Is not a trade of the list at /api/v1/trades.")
            .Text("description", Description, 20_000, minimum: 0)
            .Require(DueAt > now, "dueAt", Package.DueInPast)
            .Require(DueAt < now.AddYears(10), "dueAt", "Must be within ten years.")
            .Amount("estimate", Estimate)
            .InRange("openers", Openers, 1, 2)
            .InRange("deadlineGuardMinutes", DeadlineGuardMinutes, 0, MaximumGuardMinutes);
        BidForm.Check(errors);
        return errors;
    }
}
