namespace BidForge.Notifications.Tests;

internal static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(40), $"It did not come to {what} in 40 s.");
            await Task.Delay(50, cancellationToken);
        }
    }
}
