namespace BidForge.Notifications.Live;

/// <summary>
/// The newest notifications of one company, shared by its streams on this replica. A stream keeps nothing but the number that it has reached.
/// </summary>
internal sealed class CompanyFeed(Guid companyId, FeedReader reader, int size)
{
    private readonly SemaphoreSlim reading = new(1);
    private volatile Window? window;
    private int wanted;

    /// <summary>Streams that hold this feed; counted by <see cref="Feeds"/> under its lock.</summary>
    public int Holders { get; set; }

    /// <summary>What is known now. Wait for its <see cref="Window.Next"/> to hear of more.</summary>
    public Window Current => window ?? throw new InvalidOperationException("The feed has not started.");

    /// <summary>Finds out where the company's notifications stand, once.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (window is not null)
            return;
        await reading.WaitAsync(cancellationToken);
        try
        {
            window ??= Window.StartingAt(await reader.HeadAsync(companyId, cancellationToken));
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Reads what is new. Calls while one is reading join into one more reading.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref wanted, 1) is 1)
            return;
        await reading.WaitAsync(cancellationToken);
        try
        {
            Volatile.Write(ref wanted, 0);
            // Not started: its start reads the head after this notification was committed.
            if (window is not { } known)
                return;
            IReadOnlyList<Frame> more;
            do
            {
                more = await reader.AfterAsync(companyId, known.Head, cancellationToken);
                if (more.Count is 0)
                    return;
                (var old, known) = (known, known.With(more, size));
                window = known;
                old.Announce();
            }
            while (more.Count is FeedReader.PageSize);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Nothing more will be known here: streams end, and their readers resume elsewhere.</summary>
    public void Break() => window?.Announce(broken: true);
}

/// <summary>Notifications with numbers above <see cref="Oldest"/> up to <see cref="Head"/>, all of them, in order.</summary>
internal sealed class Window
{
    private readonly TaskCompletionSource<bool> next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Frame[] frames;

    private Window(long oldest, long head, Frame[] frames) => (Oldest, Head, this.frames) = (oldest, head, frames);

    public long Oldest { get; }

    public long Head { get; }

    /// <summary>Ends when there is a newer window: true; or when there will be none: false.</summary>
    public Task<bool> Next => next.Task;

    /// <summary>What comes after a number that is not below <see cref="Oldest"/>.</summary>
    public IReadOnlyList<Frame> After(long number) => number >= Head ? [] : [.. frames.Where(frame => frame.Number > number)];

    public static Window StartingAt(long head) => new(head, head, []);

    public Window With(IReadOnlyList<Frame> more, int size)
    {
        Frame[] all = [.. frames, .. more];
        return all.Length <= size ? new(Oldest, more[^1].Number, all) : new(all[^(size + 1)].Number, more[^1].Number, all[^size..]);
    }

    public void Announce(bool broken = false) => next.TrySetResult(!broken);
}
