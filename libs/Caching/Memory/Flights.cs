using System.Collections.Concurrent;

namespace BidForge.Caching.Memory;

/// <summary>Lets callers who ask for the same key at the same time wait for one answer.</summary>
internal sealed class Flights(Invalidations invalidations)
{
    private readonly ConcurrentDictionary<(string Key, Type Type), Flight> _flights = new();

    /// <summary>
    /// Joins the running flight for the key or starts one. A flight that began before a removal is not joined: whoever removed a value
    /// and asks again must not be given the old one.
    /// </summary>
    public async Task<T> RunAsync<T>(CacheKey key, Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        var name = (key.Key, typeof(T));
        while (true)
        {
            if (_flights.TryGetValue(name, out var running) && invalidations.IsCurrent(key.Names, running.Moment) && running.TryJoin())
            {
                try
                {
                    return await WaitAsync((Flight<T>)running, cancellationToken);
                }
                catch (Exception exception) when (StarterIsGone(exception) && !cancellationToken.IsCancellationRequested)
                {
                    continue;
                }
            }

            var flight = new Flight<T>(invalidations.Now);
            if (running is null ? !_flights.TryAdd(name, flight) : !_flights.TryUpdate(name, flight, running)) continue;
            _ = FlyAsync(name, flight, make);
            return await WaitAsync(flight, cancellationToken);
        }
    }

    private async Task FlyAsync<T>((string, Type) name, Flight<T> flight, Func<CancellationToken, Task<T>> make)
    {
        try
        {
            flight.Complete(await make(flight.Abandoned));
        }
        catch (Exception exception)
        {
            flight.Fail(exception);
        }
        finally
        {
            _flights.TryRemove(KeyValuePair.Create<(string, Type), Flight>(name, flight));
        }
    }

    // The factory belongs to the request that started the flight and dies with its scope; others then make the value themselves.
    private static bool StarterIsGone(Exception exception) => exception is OperationCanceledException or ObjectDisposedException;

    private static async Task<T> WaitAsync<T>(Flight<T> flight, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.Landed.WaitAsync(cancellationToken);
        }
        finally
        {
            flight.Leave();
        }
    }
}
