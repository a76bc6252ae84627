using System.Globalization;
using BidForge.Contracts.Bids;
using BidForge.Notifications.Delivery;

namespace BidForge.Notifications.Wording;

/// <summary>From the opening on.</summary>
internal static class ResultNotes
{
    public static Note ForContractor(BidsOpened e, string timeZone) => new(
        Kinds.BidsOpened, $"bidsOpened:{e.PackageId}",
        $"Bids are open: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         {Count(e.Bids.Count)} opened at {Say.ExactTime(e.OpenedAt, timeZone)}.
         See them side by side on the leveling sheet.
         """,
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, null, e.OpenedAt);

    public static Note ForBidder(BidsOpened e, Guid bidId, string timeZone) => new(
        Kinds.BidsOpened, $"bidsOpened:{e.PackageId}",
        $"Bids are open: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         {Say.OneLine(e.ContractorName)} opened the bids, yours among them, at {Say.ExactTime(e.OpenedAt, timeZone)}.
         You will hear the result here.
         """,
        $"/bids/{bidId}", e.PackageId, e.ProjectId, bidId, e.OpenedAt);

    public static Note Of(BidViewed e) => new(
        Kinds.BidViewed, $"bidViewed:{e.BidId}:{e.ViewerId}",
        $"{Say.OneLine(e.ViewerName)} looked at your bid: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"{Say.OneLine(e.ViewerName)} has seen your prices for {Say.OneLine(e.PackageTitle)}. Who looked and when is listed with your bid.",
        $"/bids/{e.BidId}", e.PackageId, e.ProjectId, e.BidId, e.ViewedAt);

    public static Note Of(PackageAwarded e) => new(
        Kinds.Awarded, string.Create(CultureInfo.InvariantCulture, $"awarded:{e.PackageId}:{e.AwardedAt:O}"),
        $"You won: {Say.Package(e.PackageTitle, e.ProjectName)}",
        string.Join('\n', AwardLines(e)),
        $"/bids/{e.BidId}", e.PackageId, e.ProjectId, e.BidId, e.AwardedAt);

    public static Note Of(BidNotSelected e) => new(
        Kinds.NotSelected, string.Create(CultureInfo.InvariantCulture, $"notSelected:{e.BidId}:{e.DecidedAt:O}"),
        $"Another bid was chosen: {Say.Package(e.PackageTitle, e.ProjectName)}",
        e is { Rank: { } rank, BidCount: { } count }
            ? string.Create(CultureInfo.InvariantCulture, $"{Say.OneLine(e.ContractorName)} awarded the package to another bidder. Your bid ranked {rank} of {count}. Thank you for bidding.")
            : $"{Say.OneLine(e.ContractorName)} awarded the package to another bidder. Thank you for bidding.",
        $"/bids/{e.BidId}", e.PackageId, e.ProjectId, e.BidId, e.DecidedAt);

    public static Note Of(AwardUndone e, OpenBid bid) => new(
        Kinds.AwardUndone, string.Create(CultureInfo.InvariantCulture, $"awardUndone:{e.PackageId}:{e.AwardedAt:O}"),
        $"The award was taken back: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         {Say.OneLine(e.ContractorName)} took back the award{(bid.BidId == e.BidId ? " to you" : "")}. All bids are open again, yours among them.
         The reason, as every bidder reads it: {Say.Start(e.Reason)}
         """,
        $"/bids/{bid.BidId}", e.PackageId, e.ProjectId, bid.BidId, e.UndoneAt);

    private static IEnumerable<string> AwardLines(PackageAwarded e)
    {
        yield return $"{Say.OneLine(e.ContractorName)} awarded {Say.OneLine(e.PackageTitle)} to you for {Say.Amount(e.Amount, e.Currency)}.";
        if (!string.IsNullOrWhiteSpace(e.Message))
            yield return $"Their message: {Say.Start(e.Message)}";
    }

    private static string Count(int bids) => bids switch
    {
        0 => "No bid had come in; the package was",
        1 => "One bid was",
        _ => string.Create(CultureInfo.InvariantCulture, $"{bids} bids were"),
    };
}
