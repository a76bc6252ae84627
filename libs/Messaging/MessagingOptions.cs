using System.ComponentModel.DataAnnotations;

namespace BidForge.Messaging;

/// <summary>How a service uses the bus; section <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>Messages the broker hands over ahead of acknowledgements. Larger hides latency, smaller spreads work over replicas.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; init; } = 32;

    /// <summary>Messages handled at once by one process; each holds one database connection.</summary>
    [Range(1, 256)]
    public int Concurrency { get; init; } = 8;

    /// <summary>Events that the relay publishes per transaction.</summary>
    [Range(1, 2000)]
    public int RelayBatch { get; init; } = 200;

    /// <summary>Longest wait of an idle relay before it looks again though no notification came, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int RelayPollMilliseconds { get; init; } = 1500;

    /// <summary>
    /// An idle relay is woken by a notification, for which it holds a session of its database. False where sessions are shared, as behind a PgBouncer in
    /// transaction mode: it looks again and again instead, and <see cref="RelayPollMilliseconds"/> is how late an event may be.
    /// </summary>
    public bool RelayListens { get; init; } = true;

    /// <summary>How long the broker may take to confirm one batch before the relay gives the rows back, in seconds.</summary>
    [Range(1, 120)]
    public int PublishTimeoutSeconds { get; init; } = 15;

    /// <summary>
    /// How long nothing may get through to a broker that takes messages from a new connection, in seconds. Then the service ends itself, to be started anew.
    /// Longer than the bus takes to come back after an outage of the broker, which may be a minute and more.
    /// </summary>
    [Range(2, 3600)]
    public int StuckSeconds { get; init; } = 120;

    /// <summary>How long a service waits at start for its queue to exist, in seconds. It starts without the broker once this is over.</summary>
    [Range(0, 60)]
    public int StartWaitSeconds { get; init; } = 3;

    /// <summary>
    /// Services (their queues), comma-separated, without whose queues nothing is published yet: on a fresh broker an event would pass
    /// them by. None by default.
    /// </summary>
    public string? Subscribers { get; init; }

    /// <summary>How long the relays wait for the queues of <see cref="Subscribers"/>, in seconds; then they publish without.</summary>
    [Range(0, 600)]
    public int SubscriberWaitSeconds { get; init; } = 10;

    /// <summary>
    /// Longest rest in <c>{service}_rest</c> of a message whose database is away, in seconds. The first rest is 1 s, each further one
    /// twice as long up to this, for as long as it takes.
    /// </summary>
    [Range(1, 600)]
    public int OutageRestSeconds { get; init; } = 30;

    /// <summary>
    /// How long a message that failed rests before it is tried again, in seconds, once per entry; then it goes to the error queue.
    /// Default: 5, then 15.
    /// </summary>
    [MaxLength(10)]
    public int[]? RestSeconds { get; init; }

    // Not a default of the property: configuration adds to an array that is there instead of replacing it.
    internal IReadOnlyList<int> Rests => RestSeconds ?? [5, 15];

    /// <summary>
    /// Secrets, comma-separated and the same for every service, each of 32 characters or more, that seal events which nobody may read in the broker: the first seals,
    /// all open. To rotate: put the new one last everywhere, then first everywhere, then drop the old one once the queues are empty. A service that handles such events does not start without.
    /// </summary>
    public string? SealKeys { get; init; }

    /// <summary>How long the marks of handled messages are kept, in days. A duplicate older than this would be handled again.</summary>
    [Range(1, 365)]
    public int InboxDays { get; init; } = 7;
}
