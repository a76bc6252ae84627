using System.ComponentModel;
using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Replicas;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace BidForge.Projects.Projects;

/// <summary>A page as the cache may hand it to many callers at once.</summary>
[ImmutableObject(true)]
internal sealed record CachedPage(Page<ProjectView> Page);

internal static class ListProjects
{
    // Longer than a moment only while nothing changes; time itself (a due time that passes) is noticed by DueSweep.
    private static readonly HybridCacheEntryOptions ForAWhile = new() { Expiration = TimeSpan.FromSeconds(30), LocalCacheExpiration = TimeSpan.FromSeconds(30) };

    /// <summary>
    /// The caller's own projects (<c>scope=mine</c>) or those on the market for it (<c>scope=open</c>), by words, trade, distance, status and due time,
    /// the nearest due time or the newest first. Cached, and read from a standby that has what made the cached list old; a change of one's own shows at once.
    /// </summary>
    public static async Task<Results<Ok<Page<ProjectView>>, ProblemHttpResult>> HandleAsync(
        HttpRequest request, Caller caller, HybridCache cache, StandbyReads reads, TimeProvider time, CancellationToken cancellationToken)
    {
        if (ProjectQuery.Read(request.Query, caller, out var errors) is not { } query)
            return errors.ToProblem();
        string[] tags = query.Scope is ProjectScope.Mine ? [ListTags.Of(caller.CompanyId)] : [ListTags.Open, ListTags.Of(caller.CompanyId)];
        var cached = await cache.GetOrCreateAsync(
            $"projects:{caller.CompanyId:N}:{query.Key}",
            (query, caller.CompanyId, tags, reads, time),
            static async (asked, token) => new CachedPage(await asked.reads.ReadAsync(
                ListTags.Of(asked.CompanyId), asked.tags, (database, stop) => ReadAsync(asked.query, asked.CompanyId, database, asked.time.Now(), stop), token)),
            ForAWhile, tags, cancellationToken);
        return TypedResults.Ok(cached.Page);
    }

    private static async Task<Page<ProjectView>> ReadAsync(
        ProjectQuery query, Guid companyId, NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new ProjectSearch(query, companyId, now).ToCommand(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ProjectRow>(query.Limit + 1);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(ProjectRow.Read(reader, companyId, now));
        return Page<ProjectView>.Of(rows, query.Limit, row => row.View, row => new ProjectCursor(query.Scope, query.Sort, row.Order, row.View.Id));
    }
}
