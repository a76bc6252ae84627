using System.Diagnostics;

namespace BidForge.Messaging.Tests.Support;

internal static class Eventually
{
    /// <summary>Waits until the condition holds; what it was told last is in the failure.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 30)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"not within {seconds} s: {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
