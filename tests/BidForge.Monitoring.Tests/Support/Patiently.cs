namespace BidForge.Monitoring.Tests.Support;

/// <summary>For what comes by itself: asks again until it holds, for as long as the busiest machine may take.</summary>
internal static class Patiently
{
    public static async Task TrueAsync(Func<Task<bool>> holds, string what, CancellationToken ct)
    {
        var giveUp = TimeProvider.System.GetUtcNow().AddMinutes(5);
        while (!await holds())
        {
            if (TimeProvider.System.GetUtcNow() > giveUp)
                throw new TimeoutException($"After five minutes it still does not hold that {what}.");
            await Task.Delay(200, ct);
        }
    }
}
