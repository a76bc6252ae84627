using BidForge.Messaging;
using BidForge.Notifications.Feed;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Notifications.Storage;

internal sealed class NotificationDb(DbContextOptions<NotificationDb> options) : DbContext(options)
{
    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<Read> Reads => Set<Read>();

    public DbSet<ReadMark> ReadMarks => Set<ReadMark>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutboxAndInbox();
        model.Entity<Notification>(notification =>
        {
            notification.ToTable("notifications");
            notification.HasKey(n => new { n.CompanyId, n.Number });
            notification.Property(n => n.CompanyId).HasColumnName("company_id");
            notification.Property(n => n.Number).HasColumnName("number").ValueGeneratedNever();
            notification.Property(n => n.Id).HasColumnName("id");
            notification.Property(n => n.UserId).HasColumnName("user_id");
            notification.Property(n => n.Kind).HasColumnName("kind");
            notification.Property(n => n.Title).HasColumnName("title");
            notification.Property(n => n.Body).HasColumnName("body");
            notification.Property(n => n.Link).HasColumnName("link");
            notification.Property(n => n.PackageId).HasColumnName("package_id");
            notification.Property(n => n.ProjectId).HasColumnName("project_id");
            notification.Property(n => n.BidId).HasColumnName("bid_id");
            notification.Property(n => n.CreatedAt).HasColumnName("created_at");
        });
        model.Entity<Read>(read =>
        {
            read.ToTable("reads");
            read.HasKey(r => new { r.UserId, r.CompanyId, r.Number });
            read.Property(r => r.UserId).HasColumnName("user_id");
            read.Property(r => r.CompanyId).HasColumnName("company_id");
            read.Property(r => r.Number).HasColumnName("number").ValueGeneratedNever();
            read.Property(r => r.ReadAt).HasColumnName("read_at");
        });
        model.Entity<ReadMark>(mark =>
        {
            mark.ToTable("read_marks");
            mark.HasKey(m => new { m.UserId, m.CompanyId });
            mark.Property(m => m.UserId).HasColumnName("user_id");
            mark.Property(m => m.CompanyId).HasColumnName("company_id");
            mark.Property(m => m.Number).HasColumnName("number");
        });
    }
}
