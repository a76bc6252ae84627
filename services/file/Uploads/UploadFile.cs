using BidForge.Contracts;
using BidForge.Contracts.Files;
using BidForge.Files.Access;
using BidForge.Files.Blobs;
using BidForge.Files.Previews;
using BidForge.Files.Sealing;
using BidForge.Files.Sniffing;
using BidForge.Files.Storage;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Plans;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Files.Uploads;

/// <summary>Takes a file in: everything that can be refused is refused before the bytes are read, the bytes are durable before the row is, and the row comes with its event.</summary>
internal sealed class UploadFile(
    FileDb db, IBlobStore blobs, AttachmentSeal seal, PreviewMaker previews, IOptions<UploadOptions> options, IOptions<QuotaOptions> quotas, TimeProvider time)
{
    public static async Task<Results<Created<FileView>, ProblemHttpResult>> HandleAsync(HttpContext context, Caller caller, UploadFile upload)
    {
        try
        {
            return await upload.RunAsync(context.Request, caller, context.RequestAborted);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or ConnectionResetException or OperationCanceledException)
        {
            // Nobody is left to hear it. Kestrel must not look for the rest of the body either.
            context.Abort();
            return FileProblems.Interrupted();
        }
    }

    private async Task<Results<Created<FileView>, ProblemHttpResult>> RunAsync(HttpRequest http, Caller caller, CancellationToken cancellationToken)
    {
        if (UploadRequest.Read(http, out var errors) is not { } request)
            return errors.ToProblem();
        if ((request.Purpose is FilePurpose.Document) != (caller.Kind is CompanyKind.Contractor))
            return Problem.Forbidden("Documents are uploaded by contractors, attachments of bids by subcontractors.");
        if (request.Purpose is FilePurpose.Document && await IsAnothersAsync(request.PackageId, caller.CompanyId, cancellationToken))
            return FileProblems.PackageNotFound();
        if (http.ContentLength > options.Value.MaximumSize)
            return FileProblems.TooLarge(options.Value.MaximumSize);
        if (FileTypes.Claimed(request.Name, http.ContentType, out var refusal) is not { } type)
            return FileProblems.Of(refusal!);

        using var intake = new Intake(type, options.Value.MaximumSize);
        if (await SentBeforeAsync(request, caller, cancellationToken) is { } before)
            return await AnswerAgainAsync(before, request, intake, http, cancellationToken);
        // One whose length is not announced is measured when it is here; it has a byte at least.
        if (QuotaOf(request.Purpose, caller) is { } quota && await db.StoredBytesAsync(caller.CompanyId, cancellationToken) is var used && used + (http.ContentLength ?? 1) > quota)
            // What took the room may be this very file, stored since it was looked for.
            return await SentBeforeAsync(request, caller, cancellationToken) is { } first
                ? await AnswerAgainAsync(first, request, intake, http, cancellationToken)
                : FileProblems.OverQuota(caller.Plan!.Value, quota, used);
        return await StoreAsync(request, type, caller, intake, http, cancellationToken);
    }

    private async Task<Results<Created<FileView>, ProblemHttpResult>> AnswerAgainAsync(
        StoredFile before, UploadRequest request, Intake intake, HttpRequest http, CancellationToken cancellationToken)
    {
        var again = await intake.ReadAsync(http.BodyReader, null, cancellationToken);
        return again.Refusal is { } wrong ? wrong : Answer(before, request, again);
    }

    private async Task<Results<Created<FileView>, ProblemHttpResult>> StoreAsync(
        UploadRequest request, FileType type, Caller caller, Intake intake, HttpRequest http, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var key = request.Purpose is FilePurpose.BidAttachment ? AttachmentSeal.NewKey() : null;
        Received received;
        await using (var blob = await BeginAsync(id, key, cancellationToken))
        {
            received = await intake.ReadAsync(http.BodyReader, blob, cancellationToken);
            if (received.Refusal is { } wrong)
                return wrong;
            if (request.Sha256 is { } promised && !promised.AsSpan().SequenceEqual(received.Sha256))
                return FileProblems.DigestMismatch(Convert.ToBase64String(received.Sha256));
            await blob.CompleteAsync(cancellationToken);
        }
        var facts = new FileFacts(request.Name, received.Size, type.ContentType, received.Sha256);
        var file = new StoredFile
        {
            Id = id,
            CompanyId = caller.CompanyId,
            UserId = caller.UserId,
            Purpose = request.Purpose,
            PackageId = request.PackageId,
            Facts = key is null ? facts : null,
            Sealed = key is null ? null : seal.Seal(id, key, facts),
            IdempotencyKey = request.Key,
            Counted = true,
        };
        // All bytes are here and durable: from now on the client's leaving changes nothing. If the outcome of the commit stays unknown,
        // so does whether the blob is needed; the sweep of orphans decides that later.
        var quota = QuotaOf(request.Purpose, caller);
        var saved = await SaveAsync(file, received.Size, quota);
        if (saved is Saved.Done)
            return Created(file);
        await blobs.DeleteAsync(id, CancellationToken.None);
        // Also where it does not fit: the one that was first may have taken the room.
        if (await SentBeforeAsync(request, caller, CancellationToken.None) is { } first)
            return Answer(first, request, received);
        return saved is Saved.OverQuota
            ? FileProblems.OverQuota(caller.Plan!.Value, quota!.Value, await db.StoredBytesAsync(caller.CompanyId, CancellationToken.None))
            : FileProblems.KeyReused();
    }

    private async Task<IBlobUpload> BeginAsync(Guid id, byte[]? key, CancellationToken cancellationToken)
    {
        var blob = await blobs.BeginAsync(id, cancellationToken);
        return key is null ? blob : new SealedUpload(blob, key);
    }

    private enum Saved
    {
        Done,

        /// <summary>Another upload with the same key was first.</summary>
        SentBefore,

        OverQuota,
    }

    /// <summary>null where there is no limit. What belongs to a bid counts, and is never refused: no quota comes between a bidder and a deadline.</summary>
    private long? QuotaOf(FilePurpose purpose, Caller caller) =>
        purpose is FilePurpose.Document && quotas.Value.Of(caller.Plan).StorageBytes is > 0 and var bytes ? bytes : null;

    private async Task<Saved> SaveAsync(StoredFile file, long size, long? quota)
    {
        await using var transaction = await db.ActAsAsync(file.CompanyId, CancellationToken.None);
        if (!await db.TakeStorageAsync(file.CompanyId, size, quota, time.GetUtcNow(), CancellationToken.None))
            return Saved.OverQuota;
        db.Add(file);
        // A bid attachment is sealed with its bid: nothing is said of it.
        if (file.Facts is { } facts)
            db.AddEvent(new FileStored(
                file.Id, file.CompanyId, file.PackageId, facts.Name, facts.Size, facts.ContentType, Convert.ToHexStringLower(facts.Sha256), time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            return Saved.Done;
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return Saved.SentBefore;
        }
    }

    private async Task<bool> IsAnothersAsync(Guid packageId, Guid companyId, CancellationToken cancellationToken) =>
        await db.Packages.AnyAsync(package => package.Id == packageId && (package.CompanyId != companyId || package.Deleted), cancellationToken);

    private async Task<StoredFile?> SentBeforeAsync(UploadRequest request, Caller caller, CancellationToken cancellationToken)
    {
        if (request.Key is not { } key)
            return null;
        await using var transaction = await db.ActAsAsync(caller.CompanyId, cancellationToken);
        return await db.Files.AsNoTracking().SingleOrDefaultAsync(file => file.CompanyId == caller.CompanyId && file.IdempotencyKey == key, cancellationToken);
    }

    private Results<Created<FileView>, ProblemHttpResult> Answer(StoredFile before, UploadRequest request, Received received) =>
        before.IsSameAs(request.Purpose, request.PackageId, request.Name, received.Sha256, seal.FactsOf(before)) ? Created(before) : FileProblems.KeyReused();

    private Created<FileView> Created(StoredFile file) => TypedResults.Created($"/api/v1/files/{file.Id}", FileView.Of(file, seal.FactsOf(file), previews));
}
