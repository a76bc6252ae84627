namespace BidForge.Backups.Blobs;

/// <summary>Tells how work goes on, every few seconds however fast it goes.</summary>
internal sealed class Telling(Action<string> tell)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Lock one = new();
    private long toldAt = TimeProvider.System.GetTimestamp();

    public void Tell(Func<string> sentence)
    {
        lock (one)
        {
            if (TimeProvider.System.GetElapsedTime(toldAt) < Every)
                return;
            toldAt = TimeProvider.System.GetTimestamp();
            tell(sentence());
        }
    }
}
