namespace BidForge.Projects.Tests.Support;

/// <summary>Waits for what another process will do in a moment.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds), $"Waited {seconds} s in vain until {what}.");
            await Task.Delay(50, cancellation);
        }
    }
}
