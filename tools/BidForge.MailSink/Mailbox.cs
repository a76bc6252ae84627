namespace BidForge.MailSink;

/// <summary>The last messages, oldest out first.</summary>
internal sealed class Mailbox
{
    private const int Limit = 2000;

    private readonly Lock gate = new();
    private readonly Queue<Mail> mails = new();
    private long last;

    public void Add(Func<long, Mail> create)
    {
        lock (gate)
        {
            mails.Enqueue(create(++last));
            if (mails.Count > Limit)
                mails.Dequeue();
        }
    }

    public IReadOnlyList<Mail> Newest()
    {
        lock (gate)
            return [.. mails.Reverse()];
    }

    public Mail? Find(long id)
    {
        lock (gate)
            return mails.FirstOrDefault(m => m.Id == id);
    }

    public void Clear()
    {
        lock (gate)
            mails.Clear();
    }
}

/// <param name="Id">Counts up from 1.</param>
/// <param name="ReceivedAt">When its last line came.</param>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients, blind copies among them.</param>
/// <param name="Subject">Decoded.</param>
/// <param name="Headers">All of them, decoded, in their order.</param>
/// <param name="Text">The plain text part.</param>
/// <param name="Html">The HTML part.</param>
internal sealed record Mail(
    long Id, DateTimeOffset ReceivedAt, string From, IReadOnlyList<string> To, string Subject,
    IReadOnlyList<KeyValuePair<string, string>> Headers, string? Text, string? Html);
