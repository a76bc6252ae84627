using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Projects.Packages;

internal sealed class PackageMapping : IEntityTypeConfiguration<Package>
{
    public void Configure(EntityTypeBuilder<Package> builder)
    {
        builder.Property(package => package.Id).ValueGeneratedNever();
        builder.Property(package => package.Status).AsWord();
        builder.Property(package => package.BidForm).AsJson();
        builder.Property(package => package.Version).IsConcurrencyToken();
        builder.Ignore(package => package.DeadlineGuard);
        builder.UseSnakeCase("packages");
    }
}
