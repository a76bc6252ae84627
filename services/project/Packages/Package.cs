using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Projects.Addenda;
using BidForge.Projects.Projects;
using BidForge.Sharding;

namespace BidForge.Projects.Packages;

/// <summary>
/// Work of one trade that bids are asked for. Its version grows with everything that the world is told of it, so every change of a package
/// or of what it carries of its project leaves as a <see cref="PackageTermsChanged"/> of the next version.
/// </summary>
internal sealed class Package
{
    public const int MaximumPerProject = 500;

    public const string DueInPast = "Must be in the future.";

    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public Guid CompanyId { get; init; }

    public required string Title { get; set; }

    public required string Trade { get; set; }

    /// <summary>What a search finds the package by.</summary>
    public string Words { get; private set; } = "";

    public required string Description { get; set; }

    public DateTimeOffset DueAt { get; private set; }

    public int ScopeVersion { get; private set; } = 1;

    public decimal? Estimate { get; private set; }

    /// <summary>Nobody but its bidder sees a bid before opening.</summary>
    public bool Sealed { get; private set; } = true;

    /// <summary>How many different people of the contractor it takes to open the bids: 1 or 2.</summary>
    public int Openers { get; private set; } = 1;

    /// <summary>How long before the due time terms no longer change without extending it.</summary>
    public int DeadlineGuardMinutes { get; private set; }

    public TimeSpan DeadlineGuard => TimeSpan.FromMinutes(DeadlineGuardMinutes);

    public required BidForm BidForm { get; set; }

    public PackageStatus Status { get; private set; }

    public int Version { get; private set; } = 1;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>Of the latest award, which may have been undone.</summary>
    public DateTimeOffset? AwardedAt { get; private set; }

    /// <summary>When the latest award that was undone had been made.</summary>
    public DateTimeOffset? UndoneAwardAt { get; private set; }

    public bool IsAwarded => AwardedAt is { } awarded && !(UndoneAwardAt >= awarded);

    /// <summary>A draft in a project that is not cancelled; its id carries the slot of the company that posts it.</summary>
    public static Package Draft(Project project, PackageInput input, DateTimeOffset now)
    {
        var package = new Package
        {
            Id = SlottedId.New(Slots.Of(project.CompanyId), now),
            ProjectId = project.Id,
            CompanyId = project.CompanyId,
            Title = "",
            Trade = "",
            Description = "",
            BidForm = input.BidForm.ToBidForm(),
            CreatedAt = now,
        };
        package.Take(input);
        return package;
    }

    public bool IsDue(DateTimeOffset now) => now >= DueAt;

    /// <summary>null while bids are invited: published and not yet due.</summary>
    public Refusal? WhyNotOpen(DateTimeOffset now) => Status switch
    {
        PackageStatus.Draft => Refusal.PackageNotPublished,
        PackageStatus.Cancelled => Refusal.PackageCancelled,
        PackageStatus.Published => IsDue(now) ? Refusal.PackagePastDue : null,
    };

    public Refusal? Change(PackageInput input)
    {
        if (WhyNoDraft() is { } refusal)
            return refusal;
        BidForm = input.BidForm.ToBidForm();
        Take(input);
        Version++;
        return null;
    }

    /// <summary>null while it may be changed freely or deleted.</summary>
    public Refusal? WhyNoDraft() => Status switch
    {
        PackageStatus.Draft => null,
        PackageStatus.Published => Refusal.PackagePublished,
        PackageStatus.Cancelled => Refusal.PackageCancelled,
    };

    /// <summary>Goes out to the market. Publishing again changes nothing.</summary>
    public Refusal? Publish(Project project, DateTimeOffset now)
    {
        if (Status is PackageStatus.Cancelled)
            return Refusal.PackageCancelled;
        if (Status is PackageStatus.Published)
            return null;
        if (!project.IsPublished)
            return Refusal.ProjectNotPublished;
        if (IsDue(now))
            return Refusal.PackagePastDue;
        (Status, PublishedAt) = (PackageStatus.Published, now);
        Version++;
        return null;
    }

    public void Cancel()
    {
        Status = PackageStatus.Cancelled;
        Version++;
    }

    /// <summary>Something of the project that travels with the package's terms has changed.</summary>
    public void TermsMoved() => Version++;

    /// <summary>
    /// Changes the terms of a published package before its due time. A changed bid form makes a new scope version; text alone or another order of lines does not.
    /// What changes leaves bidders at least <see cref="DeadlineGuard"/> from now, since they and the bid service hear of it by events only.
    /// </summary>
    /// <param name="form">null leaves the bid form as it is.</param>
    /// <param name="dueAt">null leaves the due time as it is.</param>
    /// <param name="now">By the database's clock, read while the package is locked.</param>
    public Refusal? Amend(BidForm? form, DateTimeOffset? dueAt, DateTimeOffset now, out IReadOnlyList<ScopeChange> changes)
    {
        changes = [];
        if (WhyNotOpen(now) is { } refusal)
            return refusal;
        if (dueAt <= now)
            return Refusal.AddendumDueInPast;
        var scope = form is null ? [] : ScopeDiff.Between(BidForm, form);
        var newDueAt = dueAt ?? DueAt;
        if ((scope.Count > 0 || newDueAt != DueAt) && newDueAt < now + DeadlineGuard)
            return Refusal.PackageDeadlineNear;
        if (scope.Count > 0)
            ScopeVersion++;
        changes = newDueAt != DueAt ? [.. scope, ScopeDiff.DueAt(DueAt, newDueAt)] : scope;
        BidForm = form ?? BidForm;
        DueAt = newDueAt;
        Version++;
        return null;
    }

    public void Opened(DateTimeOffset openedAt) => OpenedAt ??= openedAt.ToMicroseconds();

    public void Awarded(DateTimeOffset awardedAt) => AwardedAt = Later(AwardedAt, awardedAt);

    /// <summary>May be heard before the award itself.</summary>
    public void AwardUndone(DateTimeOffset awardedAt) => UndoneAwardAt = Later(UndoneAwardAt, awardedAt);

    private static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset heard) =>
        known is { } before && before > heard ? before : heard.ToMicroseconds();

    private void Take(PackageInput input)
    {
        Title = input.Title.Trim();
        Trade = input.Trade;
        Words = $"{Title} {Trades.NameOf(Trade)}";
        Description = input.Description.Trim();
        DueAt = input.DueAt.ToMicroseconds();
        Estimate = input.Estimate;
        (Sealed, Openers, DeadlineGuardMinutes) = (input.Sealed, input.Openers, input.DeadlineGuardMinutes);
    }
}
