using System.Security.Claims;
using BidForge.Web.Api.Models;

namespace BidForge.Web.Sessions;

/// <summary>Who is looking at the page, from the session's claims.</summary>
internal sealed class CurrentUser(IHttpContextAccessor accessor)
{
    private ClaimsPrincipal? Principal => accessor.HttpContext?.User;

    public bool LoggedIn => Principal?.Identity?.IsAuthenticated is true;
    public string Name => Claim(Claims.Name) ?? "";
    public string Email => Claim(Claims.Email) ?? "";
    public Guid CompanyId => Guid.TryParse(Claim(Claims.CompanyId), out var id) ? id : Guid.Empty;
    public string CompanyName => Claim(Claims.CompanyName) ?? "";
    public string TimeZone => Claim(Claims.TimeZone) ?? "Etc/UTC";
    public Role Role => Enum.TryParse<Role>(Claim(Claims.Role), out var role) ? role : Role.Viewer;
    public double? Latitude => Claims.Number(Claim(Claims.Latitude));
    public double? Longitude => Claims.Number(Claim(Claims.Longitude));

    public bool IsContractor => LoggedIn && Claim(Claims.Kind) == nameof(CompanyKind.Contractor);
    public bool IsSubcontractor => LoggedIn && Claim(Claims.Kind) == nameof(CompanyKind.Subcontractor);
    public bool IsOwner => Role is Role.Owner;

    /// <summary>Viewers read only.</summary>
    public bool CanWrite => Role is Role.Estimator or Role.Owner;

    private string? Claim(string type) => Principal?.FindFirst(type)?.Value;
}
