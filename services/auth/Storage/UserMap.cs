using BidForge.Auth.Companies;
using BidForge.Auth.Users;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Auth.Storage;

internal sealed class UserMap : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.HasKey(u => u.Id);
        user.Property(u => u.Id).HasColumnName("id").ValueGeneratedNever();
        user.Property(u => u.CompanyId).HasColumnName("company_id");
        user.Property(u => u.Name).HasColumnName("name");
        user.Property(u => u.Email).HasColumnName("email");
        user.Property(u => u.NormalizedEmail).HasColumnName("normalized_email");
        user.Property(u => u.Role).HasColumnName("role").HasConversion(role => role.ToString().ToLowerInvariant(), text => Enum.Parse<Role>(text, true));
        user.Property(u => u.PlatformAdmin).HasColumnName("platform_admin");
        user.Property(u => u.PasswordHash).HasColumnName("password_hash");
        user.Property(u => u.SecurityStamp).HasColumnName("security_stamp");
        user.Property(u => u.ConcurrencyStamp).HasColumnName("concurrency_stamp").IsConcurrencyToken();
        user.Property(u => u.LockoutEnabled).HasColumnName("lockout_enabled");
        user.Property(u => u.LockoutEnd).HasColumnName("lockout_end");
        user.Property(u => u.AccessFailedCount).HasColumnName("access_failed_count");
        user.Property(u => u.CreatedAt).HasColumnName("created_at");
        // So that one save writes the company before its first user.
        user.HasOne<Company>().WithMany().HasForeignKey(u => u.CompanyId);
        user.Ignore(u => u.UserName);
        user.Ignore(u => u.NormalizedUserName);
        user.Ignore(u => u.EmailConfirmed);
        user.Ignore(u => u.PhoneNumber);
        user.Ignore(u => u.PhoneNumberConfirmed);
        user.Ignore(u => u.TwoFactorEnabled);
    }
}
