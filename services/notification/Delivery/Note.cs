namespace BidForge.Notifications.Delivery;

/// <summary>Something worth telling, in words, before it is addressed to anybody.</summary>
/// <param name="Source">Names the happening. A company is told once of each source, however often and in whatever order its events arrive.</param>
/// <param name="HappenedAt">When it happened, by the clock of the service that says so.</param>
internal sealed record Note(
    string Kind,
    string Source,
    string Title,
    string Body,
    string Link,
    Guid? PackageId,
    Guid? ProjectId,
    Guid? BidId,
    DateTimeOffset HappenedAt)
{
    public Parcel To(Guid companyId, Guid? userId = null) => new(this, companyId, userId);
}

/// <summary>A note with its address: a company, or one person of it.</summary>
internal sealed record Parcel(Note Note, Guid CompanyId, Guid? UserId);
