using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Projects.Invitations;

/// <summary>How an invited company stands to its invitation.</summary>
internal enum InvitationStatus
{
    Invited,
    Viewed,
    WillBid,
    Declined,
}

/// <summary>A subcontractor's invitation to bid on a package.</summary>
internal sealed class Invitation
{
    public const int MaximumPerPackage = 5000;

    public Guid Id { get; init; }

    public Guid PackageId { get; init; }

    public Guid ProjectId { get; init; }

    public Guid ContractorId { get; init; }

    public Guid CompanyId { get; init; }

    public required string CompanyName { get; init; }

    public InvitationStatus Status { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset InvitedAt { get; init; }

    public DateTimeOffset? ViewedAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>The company looked at it; an answer given before stays. True when that is news.</summary>
    public bool View(DateTimeOffset now)
    {
        if (ViewedAt is not null || Status is not InvitationStatus.Invited)
            return false;
        (Status, ViewedAt) = (InvitationStatus.Viewed, now);
        Version++;
        return true;
    }

    /// <summary>The company says whether it will bid, and may change its mind. True when that is news.</summary>
    public bool Answer(InvitationStatus answer, string? reason, DateTimeOffset now)
    {
        if (Status == answer && Reason == reason)
            return false;
        (Status, Reason, AnsweredAt) = (answer, reason, now);
        Version++;
        return true;
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.Property(invitation => invitation.Id).ValueGeneratedNever();
        builder.Property(invitation => invitation.Status).AsWord();
        builder.Property(invitation => invitation.Version).IsConcurrencyToken();
        builder.UseSnakeCase("invitations");
    }
}
