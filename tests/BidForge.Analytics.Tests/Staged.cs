using BidForge.Contracts;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;

namespace BidForge.Analytics.Tests;

/// <summary>One package of a contractor and the events that happen to it.</summary>
internal sealed class Staged(Guid contractorId, string trade = "electrical")
{
    private const string Contractor = "Lakeside Builders";
    private const string Project = "Harbor Tower";
    private const string Title = "Electrical";
    private const string Zone = "America/Chicago";

    private static int made;

    public Guid PackageId { get; } = Guid.CreateVersion7();

    public Guid ProjectId { get; } = Guid.CreateVersion7();

    public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Later with every package: lists are in its order, and two that are made at once must not tie.</summary>
    public DateTimeOffset DueAt { get; } = TimeProvider.System.GetUtcNow().AddDays(14).AddSeconds(Interlocked.Increment(ref made));

    public ProjectPublished Published() =>
        new(ProjectId, contractorId, Contractor, Project, new(null, "Chicago", "IL", null, "US", 41.88, -87.63), Visibility.Invited, Now);

    public PackageTermsChanged Terms(int version = 1, PackageStatus status = PackageStatus.Published, DateTimeOffset? dueAt = null) => new(
        PackageId, ProjectId, contractorId, Contractor, Project, Title, trade, status, Visibility.Invited,
        new(null, "Chicago", "IL", null, "US", 41.88, -87.63), Zone, "USD", dueAt ?? DueAt, 1, new([], [], []), version, Now.AddMinutes(version));

    public CompanyInvited Invited(Guid companyId) =>
        new(Guid.CreateVersion7(), PackageId, ProjectId, contractorId, Contractor, companyId, "Sub", Project, Title, trade, DueAt, Zone, Now);

    public InvitationAnswered Answered(Guid companyId, InvitationAnswer answer, int minute = 1) =>
        new(Guid.CreateVersion7(), PackageId, ProjectId, contractorId, companyId, "Sub", Project, Title, answer, null, Now.AddMinutes(minute));

    public AddendumIssued Addendum(int number) => new(
        Guid.CreateVersion7(), PackageId, ProjectId, contractorId, Project, Title, number, "More outlets", number + 1, DueAt, DueAt, Zone, [], Now.AddMinutes(number));

    public FileStored Document(Guid? id = null) => new(id ?? Guid.CreateVersion7(), contractorId, PackageId, "plan.pdf", 2048, "application/pdf", new('a', 64), Now);

    public QuestionAsked Asked(Guid question) =>
        new(question, PackageId, ProjectId, contractorId, Guid.CreateVersion7(), "Volt & Sons", Project, Title, "Which voltage?", Now);

    public QuestionAnswered Replied(Guid question, double hours) => new(
        question, PackageId, ProjectId, contractorId, Guid.CreateVersion7(), Project, Title, "Which voltage?", "277", Now.AddHours(hours));

    public BidViewed Looked(Guid bidId, Guid bidderId, Guid viewer) =>
        new(bidId, PackageId, ProjectId, bidderId, viewer, "Grace Lee", Project, Title, DueAt.AddHours(1));

    public BidSubmitted Submitted(Guid bidderId, Guid bidId, int revision = 1) => new(
        bidId, PackageId, ProjectId, contractorId, bidderId, Contractor, Project, Title, trade, "USD", revision, 1, Now.AddMinutes(revision), DueAt, Zone);

    public BidRevised Revised(Guid bidderId, Guid bidId, int revision) =>
        new(bidId, PackageId, ProjectId, contractorId, bidderId, Project, Title, revision, 1, Now.AddMinutes(revision), DueAt, Zone);

    public BidWithdrawn Withdrawn(Guid bidderId, Guid bidId, int revision) =>
        new(bidId, PackageId, ProjectId, contractorId, bidderId, Project, Title, revision, Now.AddMinutes(revision), DueAt, Zone);

    public BidsOpened Opened(params (Guid Bid, Guid Bidder, decimal Total)[] bids) => new(
        PackageId, ProjectId, contractorId, Contractor, Project, Title, trade, "USD", DueAt, DueAt.AddMinutes(1),
        [.. bids.Select(b => new OpenedBid(b.Bid, b.Bidder, $"Bidder {b.Total}", b.Total, 1, Now, []))]);

    public PackageAwarded Awarded(Guid bidId, Guid? winnerId, decimal amount) =>
        new(PackageId, ProjectId, contractorId, bidId, winnerId, "Volt & Sons", Contractor, Project, Title, trade, amount, "USD", null, DueAt.AddDays(2));

    public BidNotSelected NotSelected(Guid bidId, Guid bidderId) =>
        new(PackageId, ProjectId, contractorId, bidId, bidderId, Contractor, Project, Title, null, null, DueAt.AddDays(2));

    public AwardUndone Undone(Guid bidId, Guid winnerId) => new(
        PackageId, ProjectId, contractorId, bidId, winnerId, "Volt & Sons", Contractor, Project, Title, "Grace Lee", "The licence has lapsed.",
        DueAt.AddDays(2), DueAt.AddDays(2).AddHours(1), []);
}
