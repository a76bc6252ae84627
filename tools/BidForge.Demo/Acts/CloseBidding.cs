using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>6, the end: opening early is refused, the due time passes, and a bid that comes after it is refused with the times that prove it.</summary>
internal static class CloseBidding
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var closing = act.World.Packages.Where(package => package.Project.Role.Stage is not Stage.Bidding).ToList();
        await RefusedAsync(() => closing[0].Contractor.Api.PostAsync($"/packages/{closing[0].Id}/open", null, ct), "package.not-due", "Opening before the due time");

        var due = closing.Max(package => package.DueAt);
        var wait = due - act.Time.GetUtcNow();
        act.Log.Say($"waiting {Math.Max(0, wait.TotalSeconds):0} s for the last deadline, {due:HH:mm:ss} UTC");
        for (var left = wait; left > TimeSpan.Zero; left = due - act.Time.GetUtcNow())
        {
            act.Log.Progress((int)(wait - left).TotalSeconds, (int)Math.Ceiling(wait.TotalSeconds));
            await Task.Delay(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), act.Time, ct);
        }

        var package = closing.First(candidate => candidate.Declined.Count > 0);
        var late = package.Declined.First();
        var (body, _) = Pricing.Fill(package, late, 0.9m);
        var refusal = await RefusedAsync(() => late.Api.PostAsync($"/packages/{package.Id}/bids", body, ct), "bid.deadline-passed", "A bid after the deadline");
        var (receivedAt, dueAt) = (refusal.Problem.Time("receivedAt"), refusal.Problem.Time("dueAt"));
        if (receivedAt < dueAt)
            throw new DemoFailure($"A bid was refused as late at {receivedAt:O}, before its due time {dueAt:O}.");
        act.Log.Say($"a bid {(receivedAt - dueAt).TotalSeconds:0.000} s too late was refused with both times");
    }

    private static async Task<ApiException> RefusedAsync(Func<Task> attempt, string code, string what)
    {
        try
        {
            await attempt();
        }
        catch (ApiException refusal) when (refusal.Code == code)
        {
            return refusal;
        }
        throw new DemoFailure($"{what} was not refused.");
    }
}
