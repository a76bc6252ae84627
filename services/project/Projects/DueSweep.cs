using System.Data.Common;
using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Projects;

/// <summary>
/// Time changes lists without anybody writing: when a due time passes, the project moves to its next one or is closed.
/// Every replica looks; a project that one of them holds is passed over by the others.
/// </summary>
internal sealed partial class DueSweep(IServiceScopeFactory scopes, TimeProvider time, ILogger<DueSweep> logger) : BackgroundService
{
    private const int Batch = 200;

    private const string Sql =
        """
        with passed as (
            select id, company_id from projects
            where status = 'published' and next_due_at <= clock_timestamp()
            order by next_due_at limit 200 for no key update skip locked)
        select company_id as "Value" from passed, lateral (select refresh_project(id)) refreshed
        """;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SweepAsync(stoppingToken) is Batch)
                {
                }
            }
            catch (Exception fault) when (fault is DbException or InvalidOperationException)
            {
                // EF wraps what may pass by itself, such as a database that is away, in an InvalidOperationException.
                LookAgain(logger, fault.Message);
            }
        }
    }

    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProjectDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var owners = await db.Database.SqlQueryRaw<Guid>(Sql).ToListAsync(cancellationToken);
        if (owners.Count > 0)
            db.TouchedLists.UnionWith([ListTags.Open, .. owners.Select(ListTags.Of)]);
        await transaction.CommitAsync(cancellationToken);
        return owners.Count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Passed due times are looked for again soon: {Reason}")]
    private static partial void LookAgain(ILogger logger, string reason);
}
