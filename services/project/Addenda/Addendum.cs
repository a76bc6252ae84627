using BidForge.Contracts.Projects;
using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Projects.Addenda;

/// <summary>A change of a package's terms that every bidder is told; never changed itself.</summary>
internal sealed class Addendum
{
    public Guid Id { get; init; }

    public Guid PackageId { get; init; }

    /// <summary>Counts from 1 in each package.</summary>
    public int Number { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The package's scope version from here on.</summary>
    public int ScopeVersion { get; init; }

    public DateTimeOffset PreviousDueAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public required IReadOnlyList<ScopeChange> Changes { get; init; }
}

internal sealed class AddendumMapping : IEntityTypeConfiguration<Addendum>
{
    public void Configure(EntityTypeBuilder<Addendum> builder)
    {
        builder.Property(addendum => addendum.Id).ValueGeneratedNever();
        builder.Property(addendum => addendum.Changes).AsJson();
        builder.UseSnakeCase("addenda");
    }
}
