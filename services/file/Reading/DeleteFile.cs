using BidForge.Files.Access;
using BidForge.Files.Blobs;
using BidForge.Files.Sealing;
using BidForge.Files.Storage;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Reading;

internal static partial class DeleteFile
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid fileId, Caller caller, FileDb db, IBlobStore blobs, AttachmentSeal seal, TimeProvider time, ILogger<StoredFile> logger, CancellationToken cancellationToken)
    {
        Guid? preview;
        await using (var transaction = await db.ActAsAsync(caller.CompanyId, cancellationToken))
        {
            // Locked, so that an opening that is just being handled is either seen here or finds no file.
            await db.Database.ExecuteSqlAsync($"select from files where id = {fileId} and company_id = {caller.CompanyId} for update", cancellationToken);
            var file = await db.Files.AsNoTracking().SingleOrDefaultAsync(own => own.Id == fileId && own.CompanyId == caller.CompanyId, cancellationToken);
            if (file is null)
                return FileProblems.NotFound();
            preview = file.PreviewId;
            var package = await db.Packages.AsNoTracking().SingleOrDefaultAsync(package => package.Id == file.PackageId, cancellationToken);
            var now = await db.Database.SqlQuery<DateTimeOffset>($"select clock_timestamp() as \"Value\"").SingleAsync(cancellationToken);
            if (file.WhyKept(package, now) is { } reason)
                return FileProblems.InUse(reason);
            await db.Files.Where(own => own.Id == fileId && own.CompanyId == caller.CompanyId).ExecuteDeleteAsync(cancellationToken);
            if (file.Counted)
                await db.GiveStorageBackAsync(caller.CompanyId, seal.FactsOf(file).Size, time.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        await RemoveBytesAsync(blobs, fileId, logger);
        if (preview is { } previewId)
            await RemoveBytesAsync(blobs, previewId, logger);
        return TypedResults.NoContent();
    }

    private static async Task RemoveBytesAsync(IBlobStore blobs, Guid id, ILogger logger)
    {
        try
        {
            await blobs.DeleteAsync(id, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LeftToTheSweep(logger, id, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bytes {BlobId} of a deleted file stay until the sweep of orphans: {Reason}")]
    private static partial void LeftToTheSweep(ILogger logger, Guid blobId, string reason);
}
