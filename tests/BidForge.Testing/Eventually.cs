namespace BidForge.Testing;

/// <summary>
/// For what comes about by itself a moment later, by events or by a server that starts: asks again until it holds. The patience bounds a
/// test that would fail anyway, and says nothing about speed: longer than the slowest recovery that was seen, on the slowest machine.
/// </summary>
public static class Eventually
{
    /// <summary>How long a thing may take that has to happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <param name="holds">Asked until it says so.</param>
    /// <param name="what">What is waited for, as a sentence after "that".</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It still did not hold after <see cref="Patience"/>.</exception>
    public static async Task TrueAsync(Func<Task<bool>> holds, string what, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"After {Patience.TotalMinutes:0} minutes it still does not hold that {what}.");
            // Asking takes processor time from what is waited for: the longer it takes, the less often.
            await Task.Delay(Math.Clamp((int)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / 10, 50, 500), cancellationToken);
        }
    }
}
