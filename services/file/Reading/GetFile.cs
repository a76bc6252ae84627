using BidForge.Files.Access;
using BidForge.Files.Previews;
using BidForge.Files.Sealing;
using BidForge.Files.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Reading;

internal static class GetFile
{
    public static async Task<Results<Ok<FileView>, ProblemHttpResult>> HandleAsync(
        Guid fileId, Caller caller, FileDb db, AttachmentSeal seal, PreviewMaker previews, CancellationToken cancellationToken) =>
        await FindAsync(db, fileId, caller.CompanyId, cancellationToken) is { } file ? TypedResults.Ok(FileView.Of(file, seal.FactsOf(file), previews)) : FileProblems.NotFound();

    /// <summary>The file if this company may read it; null alike for one that is closed to it and one that never was.</summary>
    public static async Task<StoredFile?> FindAsync(FileDb db, Guid fileId, Guid companyId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.ActAsAsync(companyId, cancellationToken);
        return await db.ReadableBy(companyId).AsNoTracking().SingleOrDefaultAsync(file => file.Id == fileId, cancellationToken);
    }
}
