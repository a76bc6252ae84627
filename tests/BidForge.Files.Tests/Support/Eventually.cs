namespace BidForge.Files.Tests.Support;

/// <summary>Waits for what events bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<Task<bool>> holds, string what, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Within {Patience.TotalSeconds} s it did not happen that {what}.");
            await Task.Delay(50, cancellationToken);
        }
    }
}
