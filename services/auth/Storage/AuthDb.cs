using BidForge.Auth.Companies;
using BidForge.Auth.Keys;
using BidForge.Auth.Sessions;
using BidForge.Auth.Users;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Storage;

internal sealed class AuthDb(DbContextOptions<AuthDb> options) : DbContext(options)
{
    public DbSet<Company> Companies => Set<Company>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    /// <summary>The session that a refresh token belongs to, locked until the transaction ends: two requests with one token go one after the other.</summary>
    public Task<Session?> LockSessionAsync(byte[] tokenHash, CancellationToken cancellationToken) => Sessions
        .FromSql($"select s.* from sessions s join refresh_tokens t on t.session_id = s.id where t.hash = {tokenHash} for update of s")
        .SingleOrDefaultAsync(cancellationToken);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutboxAndInbox();
        model.ApplyConfiguration(new CompanyMap());
        model.ApplyConfiguration(new UserMap());
        model.ApplyConfiguration(new SessionMap());
        model.ApplyConfiguration(new RefreshTokenMap());
        model.ApplyConfiguration(new SigningKeyMap());
    }
}
