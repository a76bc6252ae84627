namespace BidForge.Backups.Tests;

/// <summary>A clock that stands.</summary>
internal sealed class Fixed(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
