using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Files.Storage;

internal sealed class FileDb(DbContextOptions<FileDb> options) : DbContext(options)
{
    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<KnownPackage> Packages => Set<KnownPackage>();

    public DbSet<KnownInvitation> Invitations => Set<KnownInvitation>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredFile>(MapFile);
        modelBuilder.Entity<KnownPackage>(MapPackage);
        modelBuilder.Entity<KnownInvitation>(invitation =>
        {
            invitation.ToTable("invitations").HasKey(i => new { i.PackageId, i.CompanyId });
            invitation.Property(i => i.PackageId).HasColumnName("package_id");
            invitation.Property(i => i.CompanyId).HasColumnName("company_id");
        });
        modelBuilder.AddOutboxAndInbox();
    }

    private static void MapFile(EntityTypeBuilder<StoredFile> file)
    {
        file.ToTable("files").HasKey(f => f.Id);
        file.Property(f => f.Id).HasColumnName("id").ValueGeneratedNever();
        file.Property(f => f.CompanyId).HasColumnName("company_id");
        file.Property(f => f.UserId).HasColumnName("user_id");
        file.Property(f => f.Purpose).HasColumnName("purpose").HasConversion(
            purpose => purpose == FilePurpose.Document ? "document" : "bidAttachment",
            text => text == "document" ? FilePurpose.Document : FilePurpose.BidAttachment);
        file.Property(f => f.PackageId).HasColumnName("package_id");
        file.ComplexProperty(f => f.Facts, facts =>
        {
            facts.Property(f => f.Name).HasColumnName("name");
            facts.Property(f => f.Size).HasColumnName("size");
            facts.Property(f => f.ContentType).HasColumnName("content_type");
            facts.Property(f => f.Sha256).HasColumnName("sha256");
        });
        file.ComplexProperty(f => f.Sealed, facts =>
        {
            facts.Property(f => f.Facts).HasColumnName("sealed_facts");
            facts.Property(f => f.WrappedKey).HasColumnName("wrapped_key");
            facts.Property(f => f.MasterId).HasColumnName("master_id");
        });
        file.Property(f => f.IdempotencyKey).HasColumnName("idempotency_key");
        file.Property(f => f.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("clock_timestamp()").ValueGeneratedOnAdd();
        file.Property(f => f.OpenedTo).HasColumnName("opened_to");
        file.Property(f => f.PreviewId).HasColumnName("preview_id");
        file.Property(f => f.PreviewSize).HasColumnName("preview_size");
        file.Property(f => f.PreviewFailed).HasColumnName("preview_failed");
        file.Property(f => f.Counted).HasColumnName("counted");
    }

    private static void MapPackage(EntityTypeBuilder<KnownPackage> package)
    {
        package.ToTable("packages").HasKey(p => p.Id);
        package.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
        package.Property(p => p.CompanyId).HasColumnName("company_id");
        package.Property(p => p.Visibility).HasColumnName("visibility").HasConversion(
            visibility => visibility == Visibility.Public ? "public" : "invited",
            text => text == "public" ? Visibility.Public : Visibility.Invited);
        package.Property(p => p.Published).HasColumnName("published");
        package.Property(p => p.Deleted).HasColumnName("deleted");
        package.Property(p => p.DueAt).HasColumnName("due_at");
        package.Property(p => p.OpenedAt).HasColumnName("opened_at");
    }
}
