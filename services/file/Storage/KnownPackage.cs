using BidForge.Contracts.Projects;

namespace BidForge.Files.Storage;

/// <summary>What this service keeps of a package, learned from events: enough to decide who may read its files.</summary>
internal sealed class KnownPackage
{
    public Guid Id { get; init; }

    /// <summary>The contractor that posted it.</summary>
    public Guid CompanyId { get; init; }

    public Visibility Visibility { get; init; }

    /// <summary>It was published once; stays true when it is cancelled, for those who bid keep what they bid on.</summary>
    public bool Published { get; init; }

    /// <summary>Deleted as a draft; stays as a mark, so that a late event does not bring it back.</summary>
    public bool Deleted { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }
}

/// <summary>A company that was invited to bid on a package.</summary>
internal sealed class KnownInvitation
{
    public Guid PackageId { get; init; }

    public Guid CompanyId { get; init; }
}
