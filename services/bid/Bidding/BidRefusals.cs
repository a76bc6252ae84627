using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Bidding;

/// <summary>Every reason why an act on a bid is refused, with its stable code. A refusal for lateness carries both times and the rule.</summary>
internal static class BidRefusals
{
    public static ProblemHttpResult PackageNotFound() => Problem.NotFound("package.not-found", "package");

    public static ProblemHttpResult BidNotFound() => Problem.NotFound("bid.not-found", "bid");

    public static ProblemHttpResult PackageNotOpen() => Problem.Conflict("package.not-open", "This package does not take bids.");

    /// <summary>What was asked for is history that an operator has moved to the archive, and can bring back.</summary>
    public static ProblemHttpResult Archived() => Problem.Conflict("bid.archived", "The history of this bid has been archived.", "Ask support to restore it.");

    /// <summary>null when the act was accepted.</summary>
    public static ProblemHttpResult? Of(BidWritten written) => Of(written.Answer, written.Errors);

    private static ProblemHttpResult? Of(BidAnswer answer, FieldErrors? errors) => answer.Outcome switch
    {
        BidOutcome.Accepted => null,
        BidOutcome.PackageNotFound => PackageNotFound(),
        BidOutcome.BidNotFound => BidNotFound(),
        BidOutcome.PackageNotOpen => PackageNotOpen(),
        BidOutcome.BidWithdrawn => Problem.Conflict("bid.withdrawn", "This bid was withdrawn.", "Submit a new one while the package is open."),
        BidOutcome.DeadlinePassed => DeadlinePassed(answer),
        BidOutcome.AlreadySubmitted => Problem.Conflict(
            "bid.already-submitted", "Your company has a bid on this package. Revise it instead.", extensions: [new("bidId", answer.LiveBid)]),
        BidOutcome.ScopeStale => Problem.Conflict(
            "bid.scope-stale", "An addendum changed the scope. Look at what changed and bid on the current scope version.",
            extensions: [new("scopeVersion", answer.ScopeVersion)]),
        BidOutcome.Stale => new Precondition(-1, Any: false).Refuse(answer.LiveRevision ?? 0),
        BidOutcome.Invalid => errors!.ToProblem(),
        BidOutcome.KeyReused => Storage.WriteKey.Reused(),
        BidOutcome.Archived => Archived(),
        BidOutcome.FormNeeded => Problem.Of(
            StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "The package's terms change faster than the bid could be checked. Try again."),
    };

    private static ProblemHttpResult DeadlinePassed(BidAnswer answer) => Problem.Conflict(
        "bid.deadline-passed", "The deadline has passed.", $"Received at {answer.ReceivedAt:O}; bids were due before {answer.DueAt:O}.",
        [new("receivedAt", answer.ReceivedAt), new("dueAt", answer.DueAt), new("timeZone", answer.TimeZone), new("rule", Acceptance.TheRule)]);
}
