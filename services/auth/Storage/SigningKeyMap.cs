using BidForge.Auth.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Auth.Storage;

internal sealed class SigningKeyMap : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> key)
    {
        key.ToTable("signing_keys");
        key.HasKey(k => k.Id);
        key.Property(k => k.Id).HasColumnName("id");
        key.Property(k => k.X).HasColumnName("x");
        key.Property(k => k.Y).HasColumnName("y");
        key.Property(k => k.SealedPrivateKey).HasColumnName("sealed_private_key");
        key.Property(k => k.CreatedAt).HasColumnName("created_at");
        key.Property(k => k.SignsFrom).HasColumnName("signs_from");
    }
}
