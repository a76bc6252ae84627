namespace BidForge.Auth.Sessions;

/// <summary>What came of a refresh token.</summary>
internal enum Rotation
{
    /// <summary>It was the newest: the session moves on to the next generation.</summary>
    Advanced,

    /// <summary>It was the one before, moments ago: two requests of an honest client crossed, or the answer was lost.</summary>
    Crossed,

    /// <summary>It was an old one: somebody has a copy. The session is over for both.</summary>
    Reused,

    /// <summary>The session was over already.</summary>
    Ended,
}

/// <summary>
/// A log-in that lasts. Its refresh tokens form a family of generations (RFC 9700, 4.14.2): each is good once, and an old one ends the family.
/// For <see cref="Grace"/> after a rotation the token before is still answered, with a further token of the generation that it gave way to: else two tabs that refresh
/// at once, or one lost answer, would log an honest person out. A thief gains no more by it than ten seconds in which a stolen token still works; once
/// any token of the newer generation is used, the older is refused and the session ends as without grace.
/// </summary>
internal sealed class Session
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public Guid CompanyId { get; init; }

    public int Generation { get; private set; } = 1;

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset RotatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public static Session Start(Guid userId, Guid companyId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = userId,
        CompanyId = companyId,
        StartedAt = now,
        RotatedAt = now,
        ExpiresAt = now + Lifetime,
    };

    public Rotation Rotate(int generation, DateTimeOffset now)
    {
        if (EndedAt is not null || now >= ExpiresAt)
            return Rotation.Ended;
        if (generation == Generation)
        {
            (Generation, RotatedAt, ExpiresAt) = (Generation + 1, now, now + Lifetime);
            return Rotation.Advanced;
        }
        if (generation == Generation - 1 && now - RotatedAt <= Grace)
            return Rotation.Crossed;
        End(now);
        return Rotation.Reused;
    }

    public void End(DateTimeOffset now) => EndedAt ??= now;
}
