using BidForge.Auth.Sessions;
using BidForge.Auth.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Auth.Storage;

internal sealed class SessionMap : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.HasKey(s => s.Id);
        session.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        session.Property(s => s.UserId).HasColumnName("user_id");
        session.Property(s => s.CompanyId).HasColumnName("company_id");
        session.Property(s => s.Generation).HasColumnName("generation");
        session.Property(s => s.StartedAt).HasColumnName("started_at");
        session.Property(s => s.RotatedAt).HasColumnName("rotated_at");
        session.Property(s => s.ExpiresAt).HasColumnName("expires_at");
        session.Property(s => s.EndedAt).HasColumnName("ended_at");
        // So that one save writes the user before their first session.
        session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
    }
}

internal sealed class RefreshTokenMap : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        token.ToTable("refresh_tokens");
        token.HasKey(t => t.Hash);
        token.Property(t => t.Hash).HasColumnName("hash");
        token.Property(t => t.SessionId).HasColumnName("session_id");
        token.Property(t => t.Generation).HasColumnName("generation");
        token.Property(t => t.CreatedAt).HasColumnName("created_at");
        // So that one save writes the session before its first token.
        token.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
    }
}
