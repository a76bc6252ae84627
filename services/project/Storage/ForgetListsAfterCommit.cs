using System.Data.Common;
using BidForge.Storage.Replicas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Caching.Hybrid;

namespace BidForge.Projects.Storage;

/// <summary>
/// Removes cached lists once the change that makes them old is committed, whoever commits: a request, the idempotency filter or the inbox.
/// A list read before the answer leaves is therefore already made from the new state: first it is noted how far a standby must be that lists are made from again.
/// </summary>
internal sealed class ForgetListsAfterCommit(HybridCache cache, LogPositions positions) : DbTransactionInterceptor
{
    public override async Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not ProjectDb { TouchedLists: { Count: > 0 } touched })
            return;
        string[] tags = [.. touched];
        touched.Clear();
        await positions.NoteAsync(tags, eventData.Context.Database.GetDbConnection());
        // The change stands: whoever hangs up now must not keep others on the old list.
        await cache.RemoveByTagAsync(tags, CancellationToken.None);
    }

    public override Task TransactionRolledBackAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        (eventData.Context as ProjectDb)?.TouchedLists.Clear();
        return Task.CompletedTask;
    }
}

/// <summary>Tags of cached lists.</summary>
internal static class ListTags
{
    /// <summary>Every list of what is on the market.</summary>
    public const string Open = "projects:open";

    /// <summary>Every list that was made for one company.</summary>
    public static string Of(Guid companyId) => $"projects:company:{companyId:N}";
}
