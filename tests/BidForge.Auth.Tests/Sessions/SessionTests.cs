using BidForge.Auth.Sessions;

namespace BidForge.Auth.Tests.Sessions;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Session session = Session.Start(Guid.NewGuid(), Guid.NewGuid(), Start);

    [Fact]
    public void The_token_before_is_answered_for_ten_seconds()
    {
        Assert.Equal(Rotation.Advanced, session.Rotate(1, Start.AddMinutes(5)));
        Assert.Equal(Rotation.Crossed, session.Rotate(1, Start.AddMinutes(5).AddSeconds(10)));
        Assert.Equal(2, session.Generation);
        Assert.Null(session.EndedAt);
    }

    [Fact]
    public void The_token_before_ends_the_session_when_it_comes_later()
    {
        session.Rotate(1, Start.AddMinutes(5));
        Assert.Equal(Rotation.Reused, session.Rotate(1, Start.AddMinutes(5).AddSeconds(10).AddTicks(1)));
        Assert.Equal(Rotation.Ended, session.Rotate(2, Start.AddMinutes(6)));
    }

    [Fact]
    public void A_token_is_refused_at_once_when_the_one_after_it_was_used_too()
    {
        session.Rotate(1, Start.AddSeconds(1));
        session.Rotate(2, Start.AddSeconds(2));
        Assert.Equal(Rotation.Reused, session.Rotate(1, Start.AddSeconds(3)));
    }

    [Fact]
    public void A_session_lasts_thirty_days_from_its_last_refresh()
    {
        Assert.Equal(Rotation.Advanced, session.Rotate(1, Start.AddDays(29)));
        Assert.Equal(Rotation.Advanced, session.Rotate(2, Start.AddDays(58)));
        Assert.Equal(Rotation.Ended, session.Rotate(3, Start.AddDays(88)));
    }
}
