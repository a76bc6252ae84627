using BidForge.Auth.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BidForge.Auth.Users;

/// <summary>Checks a password against Identity's hash and keeps its lock-out count.</summary>
internal sealed class PasswordCheck(AuthDb db, IPasswordHasher<User> hasher, ILookupNormalizer normalizer, IOptions<LockoutOptions> lockout, TimeProvider time)
{
    // The same work for an address without an account, so that the time taken does not tell whether there is one.
    private static readonly User Nobody = new();
    private static string? nobodysHash;

    /// <summary>Who it is; or for how long the account is locked; or neither: the address or the password is wrong.</summary>
    public async Task<(User? User, TimeSpan? LockedFor)> WhoAsync(string email, string password, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(EmailAddress.Normalize(email));
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        var now = time.GetUtcNow();
        if (user?.LockoutEnd is { } end && end > now)
            return (null, end - now);
        var outcome = hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? NobodysHash(), password);
        if (user is null)
            return (null, null);
        if (outcome is PasswordVerificationResult.Failed)
        {
            await CountFailureAsync(user.Id, now, cancellationToken);
            return (null, null);
        }
        await ForgetFailuresAsync(user, outcome, password, cancellationToken);
        return (user, null);
    }

    // One statement, not read and write: parallel guesses are all counted.
    private Task CountFailureAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var most = lockout.Value.MaxFailedAccessAttempts;
        DateTimeOffset? until = now + lockout.Value.DefaultLockoutTimeSpan;
        return db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.LockoutEnd, user => user.AccessFailedCount + 1 >= most ? until : user.LockoutEnd)
                .SetProperty(user => user.AccessFailedCount, user => user.AccessFailedCount + 1 >= most ? 0 : user.AccessFailedCount + 1),
            cancellationToken);
    }

    private async Task ForgetFailuresAsync(User user, PasswordVerificationResult outcome, string password, CancellationToken cancellationToken)
    {
        if (user.AccessFailedCount is 0 && outcome is not PasswordVerificationResult.SuccessRehashNeeded)
            return;
        var hash = outcome is PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(user, password) : user.PasswordHash;
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.PasswordHash, hash), cancellationToken);
    }

    private string NobodysHash() => nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
}
