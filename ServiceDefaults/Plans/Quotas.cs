using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.ServiceDefaults.Plans;

/// <summary>The quotas that plans have, and how a refusal by one reads.</summary>
public static class Quotas
{
    public const string Requests = "requests";
    public const string Bids = "bids";
    public const string Storage = "storage";

    public static IServiceCollection AddQuotas(this IServiceCollection services)
    {
        services.AddOptions<QuotaOptions>().BindConfiguration("Quotas").ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>Code <c>quota.{quota}-exceeded</c>; <c>quota</c>, <c>plan</c>, <c>limit</c>, <c>used</c> and, where a month ends it, <c>resetsAt</c> for programs.</summary>
    public static ProblemHttpResult Exceeded(int status, string quota, string title, string detail, Plan plan, long limit, long used, DateTimeOffset? resetsAt = null)
    {
        List<KeyValuePair<string, object?>> facts = [new("quota", quota), new("plan", plan.ToString().ToLowerInvariant()), new("limit", limit), new("used", used)];
        if (resetsAt is { } reset)
            facts.Add(new("resetsAt", reset));
        return Problem.Of(status, $"quota.{quota}-exceeded", title, detail, facts);
    }
}
