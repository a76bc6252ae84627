using BidForge.Messaging;
using BidForge.Projects.Addenda;
using BidForge.Projects.Companies;
using BidForge.Projects.Invitations;
using BidForge.Projects.Packages;
using BidForge.Projects.Projects;
using BidForge.Projects.Questions;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Storage;

internal sealed class ProjectDb(DbContextOptions<ProjectDb> options) : DbContext(options)
{
    public DbSet<Project> Projects => Set<Project>();

    public DbSet<Package> Packages => Set<Package>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Question> Questions => Set<Question>();

    public DbSet<Addendum> Addenda => Set<Addendum>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<Company> Companies => Set<Company>();

    /// <summary>Tags of cached lists that the transaction under way makes old; <see cref="ForgetListsAfterCommit"/> removes them.</summary>
    public HashSet<string> TouchedLists { get; } = [];

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutboxAndInbox();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ProjectDb).Assembly);
    }
}
