using BidForge.Contracts;
using Microsoft.AspNetCore.Authorization;

namespace BidForge.ServiceDefaults.Tokens;

/// <summary>
/// Who may call: by role (owner over estimator over viewer) and by the company's kind. Every endpoint without a policy of its own asks for a signed-in user.
/// </summary>
public static class Policies
{
    /// <summary>Reads and writes, whatever the company's kind.</summary>
    public const string Estimator = "estimator";

    /// <summary>Company and users.</summary>
    public const string Owner = "owner";

    /// <summary>Anyone of a contractor.</summary>
    public const string Contractor = "contractor";

    /// <summary>Estimator or owner of a contractor: posts, invites, opens, awards.</summary>
    public const string ContractorEstimator = "contractor-estimator";

    /// <summary>Anyone of a subcontractor.</summary>
    public const string Subcontractor = "subcontractor";

    /// <summary>Estimator or owner of a subcontractor: answers, asks, bids.</summary>
    public const string SubcontractorEstimator = "subcontractor-estimator";

    /// <summary>Somebody who keeps the marketplace itself in order, of whatever company and role.</summary>
    public const string PlatformAdmin = "platform-admin";

    internal static void Add(AuthorizationOptions authorization)
    {
        authorization.FallbackPolicy = authorization.DefaultPolicy;
        authorization.AddPolicy(Estimator, policy => policy.AtLeast(Role.Estimator));
        authorization.AddPolicy(Owner, policy => policy.AtLeast(Role.Owner));
        authorization.AddPolicy(Contractor, policy => policy.OfKind(CompanyKind.Contractor));
        authorization.AddPolicy(ContractorEstimator, policy => policy.OfKind(CompanyKind.Contractor).AtLeast(Role.Estimator));
        authorization.AddPolicy(Subcontractor, policy => policy.OfKind(CompanyKind.Subcontractor));
        authorization.AddPolicy(SubcontractorEstimator, policy => policy.OfKind(CompanyKind.Subcontractor).AtLeast(Role.Estimator));
        authorization.AddPolicy(PlatformAdmin, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            context => Caller.Read(context.User) is { PlatformAdmin: true }));
    }

    private static AuthorizationPolicyBuilder AtLeast(this AuthorizationPolicyBuilder policy, Role least) =>
        policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Read(context.User) is { } caller && caller.Role >= least);

    private static AuthorizationPolicyBuilder OfKind(this AuthorizationPolicyBuilder policy, CompanyKind kind) =>
        policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Read(context.User)?.Kind == kind);
}
