using BidForge.Contracts.Files;

namespace BidForge.Files.Storage;

/// <summary>A file whose bytes are durable in the blob store under its id.</summary>
internal sealed class StoredFile
{
    /// <summary>UUIDv7; made anew for each attempt to upload, and the key of the blob.</summary>
    public required Guid Id { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid UserId { get; init; }

    public required FilePurpose Purpose { get; init; }

    public required Guid PackageId { get; init; }

    /// <summary>null where they are sealed.</summary>
    public FileFacts? Facts { get; init; }

    /// <summary>null where they are open.</summary>
    public SealedFacts? Sealed { get; init; }

    public string? IdempotencyKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>For the attachment of an opened bid: the contractor that may read it from then on.</summary>
    public Guid? OpenedTo { get; init; }

    /// <summary>The blob of its preview; null when none is stored.</summary>
    public Guid? PreviewId { get; init; }

    /// <summary>Bytes of its preview.</summary>
    public int? PreviewSize { get; init; }

    /// <summary>A preview was tried, and there can be none.</summary>
    public bool PreviewFailed { get; init; }

    /// <summary>Its bytes are part of what its company stores; false for one from before that was counted, whose sealed size nobody could read.</summary>
    public bool Counted { get; init; }

    /// <summary>Why its owner may not delete it now; null when it may.</summary>
    /// <param name="package">What is known of its package; null when nothing is.</param>
    /// <param name="now">The database's clock.</param>
    public string? WhyKept(KnownPackage? package, DateTimeOffset now)
    {
        if (Purpose is FilePurpose.Document)
            return package?.OpenedAt is null ? null : "The bids on its package were opened; its documents are part of what was bid on.";
        if (OpenedTo is not null)
            return "It belongs to a bid that was opened.";
        return package is { OpenedAt: null, Published: true } && now >= package.DueAt
            ? "The deadline has passed: it may belong to a sealed bid. It can be deleted after the opening if it belongs to none."
            : null;
    }

    /// <summary>Whether an upload sent again is this one.</summary>
    public bool IsSameAs(FilePurpose purpose, Guid packageId, string name, byte[] sha256, FileFacts facts) =>
        Purpose == purpose && PackageId == packageId && facts.Name == name && facts.Sha256.AsSpan().SequenceEqual(sha256);
}
