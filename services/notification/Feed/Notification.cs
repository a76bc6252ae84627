namespace BidForge.Notifications.Feed;

/// <summary>What a company was told. One row per company, or for one person of it when <see cref="UserId"/> is set.</summary>
internal sealed class Notification
{
    public Guid CompanyId { get; init; }

    /// <summary>Counts up within the company in the order of commits.</summary>
    public long Number { get; init; }

    public Guid Id { get; init; }

    public Guid? UserId { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public required string Link { get; init; }

    public Guid? PackageId { get; init; }

    public Guid? ProjectId { get; init; }

    public Guid? BidId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A person read a notification.</summary>
internal sealed class Read
{
    public Guid UserId { get; init; }

    public Guid CompanyId { get; init; }

    public long Number { get; init; }

    public DateTimeOffset ReadAt { get; init; }
}

/// <summary>A person has read everything up to a number.</summary>
internal sealed class ReadMark
{
    public Guid UserId { get; init; }

    public Guid CompanyId { get; init; }

    public long Number { get; init; }
}
