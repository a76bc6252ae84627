using Microsoft.EntityFrameworkCore;

namespace BidForge.Messaging.Tests.Support;

public sealed class TestDb(DbContextOptions<TestDb> options) : DbContext(options)
{
    public const string Schema = "create table notes (id uuid not null, handler text not null, text text not null, trace text)";

    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutboxAndInbox();
        modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("notes").HasKey(n => new { n.Id, n.Handler });
            note.Property(n => n.Id).HasColumnName("id");
            note.Property(n => n.Handler).HasColumnName("handler");
            note.Property(n => n.Text).HasColumnName("text");
            note.Property(n => n.Trace).HasColumnName("trace");
        });
    }
}

/// <summary>No key in the database: an effect that happened twice is two rows.</summary>
public sealed class Note
{
    public required Guid Id { get; init; }

    public required string Handler { get; init; }

    public required string Text { get; init; }

    public string? Trace { get; init; }
}
