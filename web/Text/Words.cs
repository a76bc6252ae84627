using BidForge.Web.Api.Models;

namespace BidForge.Web.Text;

/// <summary>What states are called on pages, and the tone of their pill.</summary>
internal static class Words
{
    public static (string Text, string Tone) Of(ProjectStatus status) => status switch
    {
        ProjectStatus.Draft => ("Draft", "quiet"),
        ProjectStatus.Published => ("Out to bid", "live"),
        ProjectStatus.Closed => ("Closed", "plain"),
        ProjectStatus.Awarded => ("Awarded", "good"),
        ProjectStatus.Cancelled => ("Cancelled", "bad"),
        _ => (status.ToString(), "plain"),
    };

    public static (string Text, string Tone) Of(PackageStatus status) => status switch
    {
        PackageStatus.Draft => ("Draft", "quiet"),
        PackageStatus.Published => ("Out to bid", "live"),
        PackageStatus.Cancelled => ("Cancelled", "bad"),
        _ => (status.ToString(), "plain"),
    };

    /// <summary>A package in a list, where only its due time tells whether it still takes bids.</summary>
    public static (string Text, string Tone) Of(PackageSummary package, DateTimeOffset now) =>
        package.Status is PackageStatus.Published && package.DueAt <= now ? ("Past due", "plain") : Of(package.Status);

    public static (string Text, string Tone) Of(OpeningStatus status) => status switch
    {
        OpeningStatus.Open => ("Out to bid", "live"),
        OpeningStatus.Due => ("Ready to open", "warn"),
        OpeningStatus.Opened => ("Opened", "plain"),
        OpeningStatus.Awarded => ("Awarded", "good"),
        OpeningStatus.Cancelled => ("Cancelled", "bad"),
        _ => (status.ToString(), "plain"),
    };

    public static (string Text, string Tone) Of(InvitationStatus status) => status switch
    {
        InvitationStatus.Invited => ("Invited", "quiet"),
        InvitationStatus.Viewed => ("Viewed", "plain"),
        InvitationStatus.WillBid => ("Will bid", "good"),
        InvitationStatus.Declined => ("Declined", "bad"),
        _ => (status.ToString(), "plain"),
    };

    public static (string Text, string Tone) Of(BidStatus status) => status switch
    {
        BidStatus.Submitted => ("Submitted", "live"),
        BidStatus.Withdrawn => ("Withdrawn", "quiet"),
        BidStatus.Opened => ("Opened", "plain"),
        BidStatus.Awarded => ("Awarded", "good"),
        BidStatus.NotSelected => ("Not selected", "bad"),
        _ => (status.ToString(), "plain"),
    };

    public static string Of(Role role) => role switch
    {
        Role.Owner => "Owner",
        Role.Estimator => "Estimator",
        Role.Viewer => "Viewer",
        _ => role.ToString(),
    };

    public static string Of(Visibility visibility) => visibility is Visibility.Public ? "Public" : "Invited companies only";

    public static string Of(SheetFlag flag) => flag switch
    {
        SheetFlag.MissingScope => "missing scope",
        SheetFlag.OlderScope => "older scope",
        SheetFlag.AlternateMissing => "alternate missing",
        SheetFlag.Arithmetic => "sum does not add up",
        SheetFlag.Outlier => "far from the others",
        _ => flag.ToString(),
    };

    public static string Place(Place place) =>
        string.Join(", ", new[] { place.City, place.Region }.Where(part => !string.IsNullOrWhiteSpace(part)));

    public static string Change(string kind) => kind switch
    {
        "lineAdded" => "Line added",
        "lineRemoved" => "Line removed",
        "lineChanged" => "Line changed",
        "alternateAdded" => "Alternate added",
        "alternateRemoved" => "Alternate removed",
        "alternateChanged" => "Alternate changed",
        "questionAdded" => "Question added",
        "questionRemoved" => "Question removed",
        "questionChanged" => "Question changed",
        "dueAtChanged" => "Due time changed",
        _ => kind,
    };

    public static string Tone(string change) =>
        change.EndsWith("Added", StringComparison.Ordinal) ? "good" : change.EndsWith("Removed", StringComparison.Ordinal) ? "bad" : "warn";
}
