namespace BidForge.Backups.Blobs;

/// <summary>A listing that is gone through name by name, beside others. What is not in order is never compared: it would look as if it had gone.</summary>
internal sealed class Ordered<T>(IAsyncEnumerable<T> listing, Func<T, string> nameOf, string what, CancellationToken cancellationToken) : IAsyncDisposable
    where T : class
{
    private readonly IAsyncEnumerator<T> items = listing.GetAsyncEnumerator(cancellationToken);
    private T? head;
    private bool begun;

    /// <summary>The next name; null at the end.</summary>
    public async ValueTask<string?> NextAsync()
    {
        if (!begun)
            await MoveAsync();
        return head is null ? null : nameOf(head);
    }

    /// <summary>Everything of that name, if it is the next one.</summary>
    public async ValueTask<IReadOnlyList<T>> TakeAsync(string name)
    {
        var taken = new List<T>(1);
        while (await NextAsync() == name)
        {
            taken.Add(head!);
            await MoveAsync();
        }
        return taken;
    }

    public ValueTask DisposeAsync() => items.DisposeAsync();

    private async ValueTask MoveAsync()
    {
        var before = head is null ? null : nameOf(head);
        head = await items.MoveNextAsync() ? items.Current : null;
        begun = true;
        if (head is not null && string.CompareOrdinal(before, nameOf(head)) > 0)
            throw new BackupFailure($"The {what} is not listed in order: {nameOf(head)} comes after {before}. Nothing can be compared with it.");
    }
}
