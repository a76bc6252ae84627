using BidForge.Contracts.Auth;
using BidForge.Notifications.Delivery;

namespace BidForge.Notifications.Wording;

internal static class PlanNotes
{
    public static Note Of(CompanyPlanChanged e) => new(
        Kinds.PlanChanged, $"planChanged:{e.CompanyId}:{e.Version}", $"Your company's plan is now {e.Plan}",
        $"It was {e.Previous} until now. The quotas of the new plan hold within ten minutes. What you use and what your plan includes is on the page Usage.",
        "/company/usage", null, null, null, e.OccurredAt);
}
