using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace BidForge.Notifications.Live;

/// <summary>The feeds that have streams on this replica.</summary>
internal sealed partial class Feeds(FeedReader reader, IOptions<LiveOptions> options, IHostApplicationLifetime lifetime, ILogger<Feeds> logger)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, CompanyFeed> feeds = [];
    private int streams;

    /// <summary>Holds the company's feed for a stream; false when this process has as many streams as it may.</summary>
    public bool TryHold(Guid companyId, [NotNullWhen(true)] out CompanyFeed? feed)
    {
        lock (gate)
        {
            feed = null;
            if (streams >= options.Value.MaximumStreams)
                return false;
            if (!feeds.TryGetValue(companyId, out feed))
                feeds[companyId] = feed = new(companyId, reader, options.Value.Window);
            feed.Holders++;
            streams++;
            return true;
        }
    }

    public void Leave(Guid companyId, CompanyFeed feed)
    {
        lock (gate)
        {
            streams--;
            if (--feed.Holders is 0 && feeds.TryGetValue(companyId, out var current) && current == feed)
                feeds.Remove(companyId);
        }
    }

    /// <summary>The company has something new.</summary>
    public void Wake(Guid companyId)
    {
        CompanyFeed? feed;
        lock (gate)
            feeds.TryGetValue(companyId, out feed);
        if (feed is not null)
            _ = RefreshAsync(companyId, feed);
    }

    /// <summary>Any company may have something new: announcements may have been missed.</summary>
    public void WakeAll()
    {
        Guid[] companies;
        lock (gate)
            companies = [.. feeds.Keys];
        foreach (var company in companies)
            Wake(company);
    }

    private async Task RefreshAsync(Guid companyId, CompanyFeed feed)
    {
        try
        {
            await feed.RefreshAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            // A stream that can't be sure to be complete ends; its reader comes back with the last id it saw and misses nothing.
            Broken(logger, companyId, fault.Message);
            lock (gate)
                if (feeds.TryGetValue(companyId, out var current) && current == feed)
                    feeds.Remove(companyId);
            feed.Break();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live streams of company {CompanyId} end, since its news can't be read: {Reason}")]
    private static partial void Broken(ILogger logger, Guid companyId, string reason);
}
