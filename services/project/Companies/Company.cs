using BidForge.Contracts;
using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Projects.Companies;

/// <summary>What inviting needs to know of a company; learned from the auth service's events.</summary>
internal sealed class Company
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    public CompanyKind Kind { get; set; }

    public required Place Place { get; set; }

    /// <summary>Of the profile that this was taken from; an older one does not overwrite it.</summary>
    public int Version { get; set; }
}

internal sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.Property(company => company.Id).ValueGeneratedNever();
        builder.Property(company => company.Kind).AsWord();
        builder.HasPlace(company => company.Place);
        builder.UseSnakeCase("companies");
    }
}
