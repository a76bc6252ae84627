using System.Reflection;
using System.Security.Claims;
using BidForge.Contracts;
using Microsoft.AspNetCore.Http;

namespace BidForge.ServiceDefaults.Tokens;

/// <summary>What a person may do in the company; each role includes those before it.</summary>
public enum Role
{
    Viewer,
    Estimator,
    Owner,
}

/// <summary>The person and company on whose behalf a request comes, from its access token. Bind it as a handler's parameter.</summary>
/// <param name="PlatformAdmin">Keeps the marketplace itself in order, whatever the company; granted by <c>./bidforge admin</c> only.</param>
/// <param name="Plan">What the company had booked when the token was made, ten minutes ago at most; null where the token does not say.</param>
public sealed record Caller(
    Guid UserId, string Name, Role Role, Guid CompanyId, string CompanyName, CompanyKind Kind, Guid SessionId, bool PlatformAdmin = false, Plan? Plan = null)
{
    /// <summary>null when the principal was not made from a BidForge access token.</summary>
    public static Caller? Read(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimNames.User), out var user)
        && Guid.TryParse(principal.FindFirstValue(ClaimNames.Company), out var company)
        && Guid.TryParse(principal.FindFirstValue(ClaimNames.Session), out var session)
        && Enum.TryParse<Role>(principal.FindFirstValue(ClaimNames.Role), ignoreCase: true, out var role)
        && Enum.TryParse<CompanyKind>(principal.FindFirstValue(ClaimNames.Kind), ignoreCase: true, out var kind)
            ? new(user, principal.FindFirstValue(ClaimNames.Name) ?? "", role, company, principal.FindFirstValue(ClaimNames.CompanyName) ?? "", kind, session,
                bool.TryParse(principal.FindFirstValue(ClaimNames.PlatformAdmin), out var administers) && administers,
                Enum.TryParse<Plan>(principal.FindFirstValue(ClaimNames.Plan), ignoreCase: true, out var plan) ? plan : null)
            : null;

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Read(context.User));
}

/// <summary>Claims of the access token.</summary>
public static class ClaimNames
{
    public const string User = "sub";
    public const string Name = "name";
    public const string Role = "role";
    public const string Company = "cid";
    public const string CompanyName = "cname";
    public const string Kind = "kind";
    public const string Session = "sid";
    public const string Plan = "plan";

    /// <summary>There, and true, for platform administrators only.</summary>
    public const string PlatformAdmin = "adm";
}
