using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Analytics.Storage;

/// <summary>Facts are upserted and summed up in SQL, so the model has the outbox and inbox only.</summary>
internal sealed class AnalyticsDb(DbContextOptions<AnalyticsDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder model) => model.AddOutboxAndInbox();
}
