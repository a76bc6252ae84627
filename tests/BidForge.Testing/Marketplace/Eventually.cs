namespace BidForge.Testing.Marketplace;

/// <summary>For what travels by events: asks again until it holds, and fails after four minutes.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> holds, string what, CancellationToken ct)
    {
        var giveUp = TimeProvider.System.GetUtcNow().AddMinutes(4);
        while (!await holds())
        {
            if (TimeProvider.System.GetUtcNow() > giveUp)
                throw new TimeoutException($"After four minutes it still does not hold that {what}.");
            await Task.Delay(100, ct);
        }
    }
}
