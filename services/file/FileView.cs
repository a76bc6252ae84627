using BidForge.Contracts.Files;
using BidForge.Files.Storage;

namespace BidForge.Files;

/// <summary>A file as the API tells of it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record FileView(
    Guid Id, Guid CompanyId, FilePurpose Purpose, Guid PackageId, string Name, long Size, string ContentType, string Sha256, DateTimeOffset CreatedAt)
{
    public static FileView Of(StoredFile file, FileFacts facts) => new(
        file.Id, file.CompanyId, file.Purpose, file.PackageId, facts.Name, facts.Size, facts.ContentType, Convert.ToHexStringLower(facts.Sha256), file.CreatedAt);
}
