using BidForge.Contracts.Bids;
using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;

namespace BidForge.Notifications.Tests;

/// <summary>One package of a contractor and the events that happen to it.</summary>
internal sealed class Staged(Guid contractorId)
{
    private const string Contractor = "Lakeside Builders";
    private const string Project = "Harbor Tower";
    private const string Title = "Electrical";
    private const string Zone = "America/Chicago";

    public Guid PackageId { get; } = Guid.CreateVersion7();

    public Guid ProjectId { get; } = Guid.CreateVersion7();

    public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>14:00 in Chicago.</summary>
    public DateTimeOffset DueAt { get; } = new(2027, 1, 15, 20, 0, 0, TimeSpan.Zero);

    public CompanyInvited Invited(Guid companyId, DateTimeOffset? at = null) =>
        new(Guid.CreateVersion7(), PackageId, ProjectId, contractorId, Contractor, companyId, "Sub", Project, Title, "electrical", DueAt, Zone, at ?? Now);

    public InvitationAnswered Answered(Guid companyId, InvitationAnswer answer, string? reason = null) =>
        new(Guid.CreateVersion7(), PackageId, ProjectId, contractorId, companyId, "Volt & Sons", Project, Title, answer, reason, Now);

    public AddendumIssued Addendum(int number, DateTimeOffset? at = null) => new(
        Guid.CreateVersion7(), PackageId, ProjectId, contractorId, Project, Title, number, "Longer runs", number + 1, DueAt, DueAt.AddDays(1), Zone,
        [new("lineChanged", null, "Conduit: 400 m instead of 300 m")], at ?? Now.AddMinutes(number));

    public FileStored Document(string name, DateTimeOffset at) => new(Guid.CreateVersion7(), contractorId, PackageId, name, 1000, "application/pdf", new string('0', 64), at);

    public QuestionAsked Asked(Guid askerId) =>
        new(Guid.CreateVersion7(), PackageId, ProjectId, contractorId, askerId, "Volt & Sons", Project, Title, "Is the crane shared?", Now);

    public QuestionAnswered AnsweredQuestion(QuestionAsked asked) =>
        new(asked.QuestionId, PackageId, ProjectId, contractorId, asked.AskerId, Project, Title, asked.Text, "Yes, from March on.", Now.AddMinutes(1));

    public ProjectCancelled Cancelled(params Guid[] packages) => new(ProjectId, contractorId, Project, "The client has no permit.", [PackageId, .. packages], Now.AddHours(1));

    public BidSubmitted Submitted(Guid bidderId, Guid bidId) =>
        new(bidId, PackageId, ProjectId, contractorId, bidderId, Contractor, Project, Title, "electrical", "USD", 1, 1, Now, DueAt, Zone);

    public BidRevised Revised(Guid bidderId, Guid bidId, int revision) =>
        new(bidId, PackageId, ProjectId, contractorId, bidderId, Project, Title, revision, 1, Now.AddMinutes(revision), DueAt, Zone);

    public BidWithdrawn Withdrawn(Guid bidderId, Guid bidId, int revision) =>
        new(bidId, PackageId, ProjectId, contractorId, bidderId, Project, Title, revision, Now.AddMinutes(revision), DueAt, Zone);

    public BidsOpened Opened(params (Guid Bid, Guid Bidder, decimal Total)[] bids) => new(
        PackageId, ProjectId, contractorId, Contractor, Project, Title, "electrical", "USD", DueAt, DueAt.AddMinutes(1),
        [.. bids.Select(b => new OpenedBid(b.Bid, b.Bidder, "Bidder", b.Total, 1, Now, []))]);

    public PackageAwarded Awarded(Guid bidId, Guid winnerId) =>
        new(PackageId, ProjectId, contractorId, bidId, winnerId, "Volt & Sons", Contractor, Project, Title, "electrical", 182_450.5m, "USD", "Welcome aboard", DueAt.AddDays(2));

    public BidNotSelected NotSelected(Guid bidId, Guid bidderId) =>
        new(PackageId, ProjectId, contractorId, bidId, bidderId, Contractor, Project, Title, 2, 3, DueAt.AddDays(2));

    public AwardUndone Undone(Guid bidId, Guid winnerId, params (Guid Bid, Guid Bidder)[] bids) => new(
        PackageId, ProjectId, contractorId, bidId, winnerId, "Volt & Sons", Contractor, Project, Title, "Grace Lee", "The licence has lapsed.",
        DueAt.AddDays(2), DueAt.AddDays(2).AddHours(1), [.. bids.Select(bid => new OpenBid(bid.Bid, bid.Bidder))]);

    public BidViewed Viewed(Guid bidId, Guid bidderId, Guid viewerId, int minute) =>
        new(bidId, PackageId, ProjectId, bidderId, viewerId, "Grace Lee", Project, Title, DueAt.AddMinutes(minute));

    public PackageTermsChanged Terms(Guid companyId) => new(
        PackageId, ProjectId, companyId, Contractor, Project, Title, "electrical", PackageStatus.Published, Visibility.Invited,
        new(null, "Chicago", "IL", null, "US", 41.88, -87.63), Zone, "USD", DueAt, 1, new([], [], []), 1, Now);
}
