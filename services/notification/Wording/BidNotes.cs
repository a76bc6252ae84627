using BidForge.Contracts.Bids;
using BidForge.Notifications.Delivery;

namespace BidForge.Notifications.Wording;

/// <summary>Receipts, for the bidder's own people only. They say when, never how much.</summary>
internal static class BidNotes
{
    public static Note Of(BidSubmitted e) => new(
        Kinds.BidSubmitted, $"bid:{e.BidId}:{e.Revision}:submitted",
        $"Your bid is in: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         We took your bid to {Say.OneLine(e.ContractorName)} at {Say.ExactTime(e.AcceptedAt, e.TimeZone)}.
         It stays sealed: nobody outside your company learns of it before the bids are opened.
         You can revise or withdraw it before {Say.Time(e.DueAt, e.TimeZone)}.
         """,
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, e.BidId, e.AcceptedAt);

    public static Note Of(BidRevised e) => new(
        Kinds.BidRevised, $"bid:{e.BidId}:{e.Revision}:revised",
        $"Your revised bid is in: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         We took revision {e.Revision} of your bid at {Say.ExactTime(e.AcceptedAt, e.TimeZone)}. It replaces the one before.
         You can change or withdraw it before {Say.Time(e.DueAt, e.TimeZone)}.
         """,
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, e.BidId, e.AcceptedAt);

    public static Note Of(BidWithdrawn e) => new(
        Kinds.BidWithdrawn, $"bid:{e.BidId}:{e.Revision}:withdrawn",
        $"Your bid is withdrawn: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         We took your bid back at {Say.ExactTime(e.AcceptedAt, e.TimeZone)}. It will not be opened.
         You can bid again before {Say.Time(e.DueAt, e.TimeZone)}.
         """,
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, e.BidId, e.AcceptedAt);
}
