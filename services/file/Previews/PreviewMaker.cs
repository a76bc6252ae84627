using BidForge.Files.Blobs;
using BidForge.Files.Reading;
using BidForge.Files.Sealing;
using BidForge.Files.Sniffing;
using BidForge.Files.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace BidForge.Files.Previews;

/// <summary>
/// Previews of pictures, made when one is first asked for. That of a document is stored. That of an attachment is not, nor whether there can be one: it is made anew for each
/// reader, so that neither blobs nor rows tell what kind of file a bidder attached.
/// </summary>
internal sealed class PreviewMaker(ImageProgram program, IBlobStore blobs, AttachmentSeal seal, IOptions<PreviewOptions> options, TimeProvider time) : IDisposable
{
    private const int RememberedFailures = 10_000;

    // A picture that ended its process is left alone for a while, and may be tried again.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly PreviewOptions options = options.Value;
    private readonly SemaphoreSlim turns = new(options.Value.Concurrency);
    private readonly MemoryCache failed = new(new MemoryCacheOptions { SizeLimit = RememberedFailures });

    /// <summary>False when there is none, and will be none soon.</summary>
    public bool MayHave(StoredFile file, FileFacts facts) =>
        !file.PreviewFailed && FileTypes.IsPicture(facts.ContentType) && facts.Size <= options.MaximumSize && !failed.TryGetValue(file.Id, out _);

    /// <param name="file">One that the caller may read.</param>
    /// <param name="db">Outside of any transaction.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <returns>null when there is none.</returns>
    /// <exception cref="TimeoutException">Too many others are being made.</exception>
    public async Task<byte[]?> FindAsync(StoredFile file, FileDb db, CancellationToken cancellationToken)
    {
        if (!MayHave(file, seal.FactsOf(file)))
            return null;
        if (await StoredAsync(file, cancellationToken) is { } stored)
            return stored;
        if (!await turns.WaitAsync(options.Wait, cancellationToken))
            throw new TimeoutException();
        try
        {
            // Whoever had the turn before may have made it.
            var known = await db.Files.AsNoTracking().SingleOrDefaultAsync(now => now.Id == file.Id, cancellationToken);
            if (known is null || !MayHave(known, seal.FactsOf(known)))
                return null;
            return known.PreviewId != file.PreviewId && await StoredAsync(known, cancellationToken) is { } made ? made : await MakeAsync(known, db, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose()
    {
        turns.Dispose();
        failed.Dispose();
    }

    private async Task<byte[]?> StoredAsync(StoredFile file, CancellationToken cancellationToken)
    {
        if (file is not { PreviewId: { } id, PreviewSize: { } size })
            return null;
        try
        {
            await using var blob = blobs.Open(id, size);
            var bytes = new byte[size];
            await blob.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (BlobMissingException)
        {
            // A preview is no loss: it is made again.
            return null;
        }
    }

    private async Task<byte[]?> MakeAsync(StoredFile file, FileDb db, CancellationToken cancellationToken)
    {
        await using var original = Download.Open(blobs, seal, file, seal.FactsOf(file).Size);
        var (preview, isFinal) = await program.RunAsync(original, cancellationToken);
        if (preview is null && !isFinal)
        {
            failed.Set(file.Id, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Pause });
        }
        else if (file.Sealed is not null)
        {
            if (preview is null)
                failed.Set(file.Id, true, new MemoryCacheEntryOptions { Size = 1 });
        }
        else if (preview is null)
        {
            await db.Database.ExecuteSqlAsync(
                $"update files set preview_id = null, preview_size = null, preview_failed = true where id = {file.Id} and company_id = {file.CompanyId}", CancellationToken.None);
        }
        else
        {
            await StoreAsync(file, preview, db, cancellationToken);
        }
        return preview;
    }

    private async Task StoreAsync(StoredFile file, byte[] preview, FileDb db, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await using (var blob = await blobs.BeginAsync(id, cancellationToken))
        {
            await blob.WriteAsync(preview, cancellationToken);
            await blob.CompleteAsync(cancellationToken);
        }
        var rows = await db.Database.ExecuteSqlAsync($"""
            update files set preview_id = {id}, preview_size = {preview.Length}
            where id = {file.Id} and company_id = {file.CompanyId} and preview_id is not distinct from {file.PreviewId} and not preview_failed
            """, CancellationToken.None);
        // Another replica was first, or the file was deleted.
        if (rows is 0)
            await blobs.DeleteAsync(id, CancellationToken.None);
    }
}
