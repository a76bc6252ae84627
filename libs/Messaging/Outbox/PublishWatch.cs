namespace BidForge.Messaging.Outbox;

/// <summary>
/// Since when this process has tried to publish and nothing was confirmed. A channel of a broker that was killed was seen to take messages and confirm none,
/// for minutes and beside a connection that was well: the service then has to be started anew (<see cref="Endpoint.BusHost"/>).
/// </summary>
internal sealed class PublishWatch
{
    private volatile bool _isFailing;

    /// <summary>The last try to publish brought nothing to the broker.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>Nothing waits any longer: what failed here, another process has brought.</summary>
    public void Rested() => _isFailing = false;

    /// <param name="confirmed">How many of a batch the broker confirmed.</param>
    /// <param name="failed">How many it did not, in the time that it was given.</param>
    public void Tried(int confirmed, int failed)
    {
        if (confirmed > 0) _isFailing = false;
        else if (failed > 0) _isFailing = true;
    }
}
