namespace BidForge.Caching.Memory;

/// <summary>One making of a value, shared by its passengers; it is cancelled when the last of them has left.</summary>
internal abstract class Flight(long moment)
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _abandoned = new();
    private int _passengers = 1;

    public long Moment { get; } = moment;

    public CancellationToken Abandoned => _abandoned.Token;

    public bool TryJoin()
    {
        lock (_lock)
        {
            if (_passengers == 0) return false;
            _passengers++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
            if (--_passengers > 0) return;
        _abandoned.Cancel();
    }
}

/// <inheritdoc/>
internal sealed class Flight<T>(long moment) : Flight(moment)
{
    private readonly TaskCompletionSource<T> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Landed => _landed.Task;

    public void Complete(T value) => _landed.TrySetResult(value);

    public void Fail(Exception exception)
    {
        if (exception is OperationCanceledException) _landed.TrySetCanceled();
        else _landed.TrySetException(exception);
        _ = _landed.Task.Exception;
    }
}
