namespace BidForge.Contracts.Files;

/// <summary>What a file was uploaded for; it decides who may read it.</summary>
public enum FilePurpose
{
    /// <summary>Belongs to a package; read by all who may see the package.</summary>
    Document,

    /// <summary>Belongs to a bid; closed to everybody but the bidder until the bids are opened.</summary>
    BidAttachment,
}

/// <summary>A document of a package is stored and readable. Not sent for bid attachments: their existence is sealed too.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record FileStored(
    Guid FileId,
    Guid CompanyId,
    Guid PackageId,
    string Name,
    long Size,
    string ContentType,
    string Sha256,
    DateTimeOffset OccurredAt);

/// <summary>
/// How much a company stores once a file of its came or went. Snapshot. Attachments of bids count too, so it tells nobody else that there is one.
/// </summary>
/// <param name="Bytes">Of all its files.</param>
/// <param name="Version">Grows with each file that comes or goes; an older one never overwrites a newer one.</param>
[SealedOnTheBus]
public sealed record StorageChanged(Guid CompanyId, long Bytes, long Version, DateTimeOffset OccurredAt);
