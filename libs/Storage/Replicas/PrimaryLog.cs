using Microsoft.Extensions.Options;

namespace BidForge.Storage.Replicas;

/// <summary>
/// How far the primary's log went in the last seconds, by its own word. A standby alone cannot tell how old its data is: cut off, it believes to be up to date;
/// behind a primary that nobody writes to, its last commit is old.
/// </summary>
internal sealed class PrimaryLog(TimeProvider time, IOptions<ReplicaOptions> options)
{
    private readonly Lock gate = new();
    private readonly Queue<(long AskedAt, LogPosition Position)> samples = new();

    /// <param name="askedAt">Before the primary was asked: all that was committed by then is before the position.</param>
    /// <param name="position">Its answer.</param>
    public void Add(long askedAt, LogPosition position)
    {
        lock (gate)
        {
            samples.Enqueue((askedAt, position));
            DropOld();
        }
    }

    /// <summary>What a standby must have that is fresh enough; null when the primary was not heard of for as long as a standby may be behind.</summary>
    public LogPosition? Floor()
    {
        lock (gate)
        {
            DropOld();
            return samples.TryPeek(out var oldest) ? oldest.Position : null;
        }
    }

    /// <summary>The newest moment up to which the standby has everything; null when that is longer ago than a standby may be behind.</summary>
    public long? HeldSince(LogPosition standby)
    {
        lock (gate)
        {
            long? newest = null;
            foreach (var (askedAt, position) in samples)
                if (standby.Has(position)) newest = askedAt;
            return newest;
        }
    }

    private void DropOld()
    {
        while (samples.TryPeek(out var oldest) && time.GetElapsedTime(oldest.AskedAt) > options.Value.Lag)
            samples.Dequeue();
    }
}
