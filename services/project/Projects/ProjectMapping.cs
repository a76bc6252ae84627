using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Projects.Projects;

internal sealed class ProjectMapping : IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.Property(project => project.Id).ValueGeneratedNever();
        builder.Property(project => project.Visibility).AsWord();
        builder.Property(project => project.Status).AsWord();
        builder.Property(project => project.Version).IsConcurrencyToken();
        builder.HasPlace(project => project.Place);
        builder.UseSnakeCase("projects");
    }

    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.Property(entry => entry.Id).ValueGeneratedOnAdd();
        builder.Property(entry => entry.Action).AsWord();
        builder.Property(entry => entry.Changes).AsJson();
        builder.UseSnakeCase("project_history");
    }
}
