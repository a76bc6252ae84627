using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>6, the end: opening early is refused, the due time passes, and a bid that comes after it is refused with the times that prove it.</summary>
internal static class CloseBidding
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(8);

    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var closing = act.World.Packages.Where(package => package.Project.Role.Stage is not Stage.Bidding).ToList();
        await RefusedAsync(() => closing[0].Contractor.Api.PostAsync($"/packages/{closing[0].Id}/open", null, ct), "package.not-due", "Opening before the due time");

        await act.EachAsync(closing, (package, token) => BringForwardAsync(act, package, token), ct);
        act.Log.Say($"{closing.Count} deadlines brought forward by addendum, the last to {closing.Max(package => package.DueAt):HH:mm:ss} UTC");
        await act.EachAsync(closing, (package, token) => act.UntilAsync(t => DueAsync(package, t), token), ct);

        var package = closing.First(candidate => candidate.Declined.Count > 0);
        var late = package.Declined.First();
        var (body, _) = Pricing.Fill(package, late, 0.9m);
        var refusal = await RefusedAsync(() => late.Api.PostAsync($"/packages/{package.Id}/bids", body, ct), "bid.deadline-passed", "A bid after the deadline");
        var (receivedAt, dueAt) = (refusal.Problem.Time("receivedAt"), refusal.Problem.Time("dueAt"));
        if (receivedAt < dueAt)
            throw new DemoFailure($"A bid was refused as late at {receivedAt:O}, before its due time {dueAt:O}.");
        act.Log.Say($"a bid {(receivedAt - dueAt).TotalSeconds:0.000} s too late was refused with both times");
    }

    /// <summary>Far enough ahead for the addendum to be in time; where the marketplace was away for so long that it is not, it is sent anew.</summary>
    private static async Task BringForwardAsync(Act act, StagedPackage package, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var addendum = new { title = "Bids are due now", text = "The due time is brought forward.", dueAt = act.Time.GetUtcNow() + Ahead };
                package.DueAt = (await package.Contractor.Api.PostAsync($"/packages/{package.Id}/addenda", addendum, ct)).Time("dueAt");
                Interlocked.Increment(ref package.AddendaCount);
                return;
            }
            catch (ApiException refusal) when (refusal.Status is 400)
            {
            }
        }
    }

    private static async Task<string?> DueAsync(StagedPackage package, CancellationToken ct) =>
        (await package.Contractor.Api.GetAsync($"/packages/{package.Id}/opening", ct)).Text("status") is "due" ? null : $"{package} is not due yet.";

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
