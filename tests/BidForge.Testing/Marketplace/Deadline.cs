using BidForge.Demo.Api;

namespace BidForge.Testing.Marketplace;

/// <summary>For tests of what comes after a deadline: none can know beforehand how long what comes before it takes on the machine at hand.</summary>
public static class Deadline
{
    /// <summary>Moves the due time to a moment from now, as an addendum may where the package's guard is 0, and waits until the bid service says that it is over.</summary>
    public static async Task PassAsync(ApiClient contractor, Guid package, CancellationToken ct)
    {
        for (var ahead = 3; !await TryMoveAsync(contractor, package, ahead, ct); ahead *= 2)
        {
        }
        await Eventually.TrueAsync(
            async () => (await contractor.GetAsync($"/packages/{package}/opening", ct)).Text("status") is "due", "the due time has passed", ct);
    }

    // 400: the moment was over before the addendum arrived.
    private static async Task<bool> TryMoveAsync(ApiClient contractor, Guid package, int seconds, CancellationToken ct)
    {
        try
        {
            var dueAt = TimeProvider.System.GetUtcNow().AddSeconds(seconds);
            await contractor.PostAsync($"/packages/{package}/addenda", new { title = "Sooner", text = "Bids are due at once.", dueAt }, ct);
            return true;
        }
        catch (ApiException late) when (late.Status is 400)
        {
            return false;
        }
    }
}
