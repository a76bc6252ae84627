using BidForge.Files.Sealing;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Storage;

/// <summary>
/// Counts files that are not part of what their company stores: those from before that was counted, and those that a service of an older version takes beside this one.
/// A few at a time, so that nobody waits for it; replicas share the work.
/// </summary>
internal sealed partial class CountEarlierFiles(IServiceScopeFactory scopes, AttachmentSeal seal, TimeProvider time, ILogger<CountEarlierFiles> logger) : BackgroundService
{
    private const int Batch = 200;

    private static readonly TimeSpan Again = TimeSpan.FromHours(6);
    private static readonly TimeSpan AfterAFault = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = Again;
            try
            {
                for (Guid? last = Guid.Empty; last is { } after; last = await CountAsync(after, stoppingToken))
                {
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                wait = AfterAFault;
                NotCounted(logger, fault.Message);
            }
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    /// <returns>How far it came; null at the end.</returns>
    private async Task<Guid?> CountAsync(Guid after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FileDb>();
        var found = await db.Database.SqlQuery<Uncounted>($"select id, company_id as \"CompanyId\" from files where id > {after} and not counted order by id limit {Batch}")
            .ToListAsync(cancellationToken);
        foreach (var company in found.GroupBy(file => file.CompanyId))
            await CountAsync(company.Key, [.. company.Select(file => file.Id)], db, cancellationToken);
        return found.Count < Batch ? null : found[^1].Id;
    }

    private async Task CountAsync(Guid companyId, Guid[] ids, FileDb db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Locked, for one that is deleted meanwhile is not to be counted after that.
        var counted = await db.Database.SqlQuery<Guid>(
            $"select id as \"Value\" from files where company_id = {companyId} and id = any({ids}) and not counted for update skip locked").ToListAsync(cancellationToken);
        var files = await db.Files.AsNoTracking().Where(file => file.CompanyId == companyId && counted.Contains(file.Id)).ToListAsync(cancellationToken);
        if (files.Count is 0)
            return;
        await db.TakeStorageAsync(companyId, files.Sum(file => seal.FactsOf(file).Size), quota: null, time.GetUtcNow(), cancellationToken);
        await db.Files.Where(file => file.CompanyId == companyId && counted.Contains(file.Id)).ExecuteUpdateAsync(set => set.SetProperty(file => file.Counted, true), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed record Uncounted(Guid Id, Guid CompanyId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files from before could not be counted yet: {Reason}")]
    private static partial void NotCounted(ILogger logger, string reason);
}
