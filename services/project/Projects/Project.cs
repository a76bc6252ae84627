using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Projects.Packages;

namespace BidForge.Projects.Projects;

/// <summary>Work that a contractor lets in packages. Decides what may happen to it; its packages are handed in where they matter.</summary>
internal sealed class Project
{
    public Guid Id { get; init; }

    public Guid CompanyId { get; init; }

    public required string CompanyName { get; init; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    public required Place Place { get; set; }

    public required string TimeZone { get; set; }

    public Visibility Visibility { get; set; }

    public required string Currency { get; set; }

    public decimal? Budget { get; set; }

    /// <summary>As stored; <see cref="StatusAt"/> knows that time closes a project.</summary>
    public ProjectStatus Status { get; private set; }

    public int Version { get; private set; } = 1;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public bool IsPublished => Status is ProjectStatus.Published or ProjectStatus.Awarded;

    public static ProjectStatus StatusAt(ProjectStatus stored, DateTimeOffset? lastDueAt, DateTimeOffset now) =>
        stored is ProjectStatus.Published && lastDueAt <= now ? ProjectStatus.Closed : stored;

    /// <summary>Takes new details. What packages tell the world of their project goes out with each of <paramref name="packages"/> again.</summary>
    public Refusal? Change(ProjectInput input, IReadOnlyCollection<Package> packages)
    {
        if (Status is ProjectStatus.Cancelled)
            return Refusal.ProjectCancelled;
        if (PublishedAt is not null && input.Currency != Currency)
            return Refusal.ProjectPublished;
        if (PublishedAt is not null && Visibility is Visibility.Public && input.Visibility is not Visibility.Public)
            return Refusal.ProjectIsPublic;
        var before = (Name, Place, TimeZone, Visibility, Currency);
        Name = input.Name.Trim();
        Description = input.Description.Trim();
        Place = input.Place.ToPlace();
        TimeZone = input.TimeZone;
        Visibility = input.Visibility;
        Currency = input.Currency;
        Budget = input.Budget;
        Version++;
        if (before != (Name, Place, TimeZone, Visibility, Currency))
            foreach (var package in packages)
                package.TermsMoved();
        return null;
    }

    /// <summary>Goes out to the market with every draft package. Publishing again changes nothing.</summary>
    public Refusal? Publish(IReadOnlyCollection<Package> packages, DateTimeOffset now)
    {
        if (Status is ProjectStatus.Cancelled)
            return Refusal.ProjectCancelled;
        if (IsPublished)
            return null;
        if (packages.Count is 0)
            return Refusal.ProjectNoPackages;
        if (packages.Any(package => package.IsDue(now)))
            return Refusal.PackagePastDue;
        (Status, PublishedAt) = (ProjectStatus.Published, now);
        Version++;
        foreach (var package in packages)
            package.Publish(this, now);
        return null;
    }

    /// <summary>Ends the project with all its packages. Cancelling again is refused.</summary>
    public Refusal? Cancel(IReadOnlyCollection<Package> packages)
    {
        if (Status is ProjectStatus.Cancelled)
            return Refusal.ProjectCancelled;
        Status = ProjectStatus.Cancelled;
        Version++;
        foreach (var package in packages)
            package.Cancel();
        return null;
    }

    /// <summary>Is awarded once every package that went out is; a package that goes out later opens it again.</summary>
    public void Settle(IReadOnlyCollection<Package> packages)
    {
        if (!IsPublished)
            return;
        var published = packages.Where(package => package.Status is PackageStatus.Published).ToList();
        var settled = published.Count > 0 && published.TrueForAll(package => package.IsAwarded)
            ? ProjectStatus.Awarded
            : ProjectStatus.Published;
        if (settled == Status)
            return;
        Status = settled;
        Version++;
    }
}
