using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using Microsoft.Extensions.Caching.Memory;

namespace BidForge.Bids.Terms;

/// <summary>
/// Whether a deadline that this service believes to be over really is. Terms come by events, which may be late: an extension that was committed in time
/// would lose to the old deadline. So before the first bid is refused as late, and before anything is opened, the project service is asked once.
/// Its answer is final, for it takes no extension after it.
/// </summary>
internal sealed partial class Deadlines(IHttpClientFactory clients, ILogger<Deadlines> logger) : IDisposable
{
    public const string ClientName = "project";

    private readonly ConcurrentDictionary<Guid, Lazy<Task<PackageDeadline?>>> asked = new();
    private readonly MemoryCache over = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <param name="packageId">Whose deadline.</param>
    /// <param name="version">Of the terms that say so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnavailableException">
    /// Newer terms are on their way, the deadline has yet to pass by the project service's clock, or that service does not answer: nothing may be decided now.
    /// </exception>
    public async Task RequireOverAsync(Guid packageId, int version, CancellationToken cancellationToken)
    {
        if (over.TryGetValue((packageId, version), out _))
            return;
        if (await AskOnceAsync(packageId).WaitAsync(cancellationToken) is not { IsOver: true } deadline || deadline.Version > version)
            throw new UnavailableException($"Whether the deadline of package {packageId} still stands is not certain: it may have been extended.");
        over.Set((packageId, version), true, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
    }

    public void Dispose() => over.Dispose();

    // A deadline passes for many bidders at the same moment: whoever comes while the question is under way hears its answer.
    private Task<PackageDeadline?> AskOnceAsync(Guid packageId) =>
        asked.GetOrAdd(packageId, id => new Lazy<Task<PackageDeadline?>>(() => AskAsync(id))).Value;

    private async Task<PackageDeadline?> AskAsync(Guid packageId)
    {
        try
        {
            await Task.Yield();
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.GetAsync(new Uri($"/internal/packages/{packageId}/deadline", UriKind.Relative));
            if (answer.StatusCode is HttpStatusCode.OK)
                return await answer.Content.ReadFromJsonAsync<PackageDeadline>(EventJson.Options);
            LogUnknown(packageId, $"status {(int)answer.StatusCode}");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            LogUnknown(packageId, fault.Message);
        }
        finally
        {
            asked.TryRemove(packageId, out _);
        }
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the deadline of package {PackageId} is over can't be asked: {Reason}")]
    private partial void LogUnknown(Guid packageId, string reason);
}
