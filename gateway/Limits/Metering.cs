using BidForge.Contracts;
using BidForge.Gateway.Edge;
using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Plans;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace BidForge.Gateway.Limits;

/// <summary>Counts the requests of each company and holds them to the quota of its plan, which its token names.</summary>
internal sealed class Metering(IOptions<QuotaOptions> quotas, TimeProvider time)
{
    private const string OwnUsage = "/api/v1/usage";

    /// <summary>null for a request that comes without a token.</summary>
    public Metered? Of(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { } caller)
            return null;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return new(
            RequestCounts.Day(today), RequestCounts.Month(today), caller.CompanyId.ToString("N"),
            IsNeverRefused(context, caller) ? 0 : quotas.Value.Of(caller.Plan).RequestsPerMonth);
    }

    /// <summary>What a company is answered whose quota is used up, and until when.</summary>
    public (ProblemHttpResult Problem, TimeSpan Wait) Refuse(HttpContext context, long limit, long used)
    {
        var now = time.GetUtcNow();
        var reset = UsageMonth.EndOf(now);
        return (Quotas.Exceeded(
            StatusCodes.Status429TooManyRequests, Quotas.Requests, "Your company has used up its requests of this month.",
            $"Your plan includes {limit:N0} requests a month. Bidding and the site go on; programs may ask again from {reset:O} on, or with another plan.",
            context.Features.Get<Caller>()!.Plan!.Value, limit, used, reset), reset - now);
    }

    // They count, but no quota comes between a company and a deadline, or locks people out of the site, or out of seeing why.
    private static bool IsNeverRefused(HttpContext context, Caller caller) =>
        caller.PlatformAdmin || context.Features.Get<FromTheSite>() is not null || context.ServiceName() is "bid" or "auth" or null
        || (caller.Kind is CompanyKind.Subcontractor && context.ServiceName() is "project" or "file")
        || context.Request.Path.StartsWithSegments(OwnUsage, StringComparison.OrdinalIgnoreCase);
}
