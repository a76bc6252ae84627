using BidForge.Files.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BidForge.Files.Blobs;

/// <summary>
/// Removes blobs that no row names: of files deleted with their package, of uploads whose row was refused, of a process killed in between.
/// </summary>
internal sealed partial class OrphanBlobs(
    IBlobStore blobs, IServiceScopeFactory scopes, TimeProvider time, IOptions<BlobOptions> options, ILogger<OrphanBlobs> logger) : BackgroundService
{
    private const int Batch = 500;

    /// <summary>Removes every orphan last written before <paramref name="before"/> and tells how many there were.</summary>
    public async Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await blobs.DiscardUnfinishedAsync(before, cancellationToken);
        var removed = 0;
        var batch = new List<Guid>(Batch);
        await foreach (var id in blobs.ListAsync(before, cancellationToken))
        {
            batch.Add(id);
            if (batch.Count < Batch)
                continue;
            removed += await RemoveOrphansAsync(batch, cancellationToken);
            batch.Clear();
        }
        return removed + await RemoveOrphansAsync(batch, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await SweepAsync(time.GetUtcNow() - options.Value.OrphanAge, stoppingToken) is > 0 and var removed)
                    Swept(logger, removed);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LeftForLater(logger, fault.Message);
            }
        }
    }

    private async Task<int> RemoveOrphansAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FileDb>();
        var files = await db.Files.Where(file => ids.Contains(file.Id)).Select(file => file.Id).ToListAsync(cancellationToken);
        var previews = await db.Files.Where(file => ids.Contains(file.PreviewId!.Value)).Select(file => file.PreviewId!.Value).ToListAsync(cancellationToken);
        var orphans = ids.Except(files).Except(previews).ToList();
        foreach (var orphan in orphans)
            await blobs.DeleteAsync(orphan, cancellationToken);
        return orphans.Count;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} blobs that belong to no file were removed")]
    private static partial void Swept(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Orphan blobs stay for now: {Reason}")]
    private static partial void LeftForLater(ILogger logger, string reason);
}
