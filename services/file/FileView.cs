using BidForge.Contracts.Files;
using BidForge.Files.Previews;
using BidForge.Files.Storage;

namespace BidForge.Files;

/// <summary>A file as the API tells of it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="HasPreview">Whether a preview may be asked for. Of a picture that none can be made of it turns false once that is known.</param>
internal sealed record FileView(
    Guid Id, Guid CompanyId, FilePurpose Purpose, Guid PackageId, string Name, long Size, string ContentType, string Sha256, DateTimeOffset CreatedAt,
    bool HasPreview)
{
    public static FileView Of(StoredFile file, FileFacts facts, PreviewMaker previews) => new(
        file.Id, file.CompanyId, file.Purpose, file.PackageId, facts.Name, facts.Size, facts.ContentType, Convert.ToHexStringLower(facts.Sha256), file.CreatedAt,
        previews.MayHave(file, facts));
}
