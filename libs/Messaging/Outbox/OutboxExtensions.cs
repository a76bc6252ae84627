using Microsoft.EntityFrameworkCore;

namespace BidForge.Messaging;

/// <summary>The outbox of a service with an EF database.</summary>
public static class OutboxExtensions
{
    /// <summary>
    /// Adds an event to what the next <c>SaveChanges</c> commits: it is published if and only if that commits. The trace of the
    /// current activity goes with it.
    /// </summary>
    public static void AddEvent(this DbContext db, object message) => db.Add(Outbox.OutboxRow.Of(message));

    /// <summary>
    /// Maps the outbox (see <see cref="MessagingSchema"/>). The inbox and <c>created_at</c> are not in the model: only SQL touches them,
    /// and the database's clock fills them.
    /// </summary>
    public static ModelBuilder AddOutboxAndInbox(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Outbox.OutboxRow>(outbox =>
        {
            outbox.ToTable("outbox");
            outbox.HasKey(row => row.MessageId);
            outbox.Property(row => row.MessageId).HasColumnName("message_id").ValueGeneratedNever();
            outbox.Property(row => row.Type).HasColumnName("type");
            outbox.Property(row => row.Body).HasColumnName("body").HasColumnType("jsonb");
            outbox.Property(row => row.TraceParent).HasColumnName("traceparent");
            outbox.Property(row => row.TraceState).HasColumnName("tracestate");
        });
        return modelBuilder;
    }
}
