using BidForge.Contracts;
using BidForge.Contracts.Files;
using BidForge.Files.Access;
using BidForge.Files.Previews;
using BidForge.Files.Sealing;
using BidForge.Files.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Reading;

internal static class ListDocuments
{
    private sealed record Position(DateTimeOffset CreatedAt, Guid Id);

    public static async Task<Results<Ok<Page<FileView>>, ProblemHttpResult>> HandleAsync(
        Guid packageId, Caller caller, FileDb db, AttachmentSeal seal, PreviewMaker previews, CancellationToken cancellationToken,
        string? cursor = null, int limit = Cursor.DefaultLimit)
    {
        if (limit is < 1 or > Cursor.MaximumLimit)
            return Problem.Invalid("limit", $"Must be between 1 and {Cursor.MaximumLimit}.");
        if (!Cursor.TryRead<Position>(cursor, out var after))
            return Problem.Invalid("cursor", "Is not a cursor of this list.");

        await using var transaction = await db.ActAsAsync(caller.CompanyId, cancellationToken);
        if (!await MayAskAsync(db, packageId, caller, cancellationToken))
            return FileProblems.PackageNotFound();
        // What somebody uploaded for a package before it was known to be another's is no document of it, not even for that somebody.
        var documents = db.ReadableBy(caller.CompanyId).AsNoTracking().Where(file => file.PackageId == packageId && file.Purpose == FilePurpose.Document
            && !db.Packages.Any(package => package.Id == packageId && package.CompanyId != file.CompanyId));
        if (after is not null)
            documents = documents.Where(file => file.CreatedAt > after.CreatedAt || (file.CreatedAt == after.CreatedAt && file.Id > after.Id));
        var rows = await documents.OrderBy(file => file.CreatedAt).ThenBy(file => file.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<FileView>.Of(rows, limit, file => FileView.Of(file, seal.FactsOf(file), previews), file => new Position(file.CreatedAt, file.Id)));
    }

    /// <summary>A contractor may ask for a package that is not known yet: it may be its own, made a moment ago.</summary>
    private static async Task<bool> MayAskAsync(FileDb db, Guid packageId, Caller caller, CancellationToken cancellationToken) =>
        await db.PackagesSeenBy(caller.CompanyId).AnyAsync(package => package.Id == packageId, cancellationToken)
        || (caller.Kind is CompanyKind.Contractor && !await db.Packages.AnyAsync(package => package.Id == packageId, cancellationToken));
}
