using BidForge.Contracts.Projects;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects.Projects;

/// <summary>A project as its owner describes it.</summary>
/// <param name="TimeZone">IANA zone in which due times are shown.</param>
/// <param name="Currency">ISO 4217; fixed once the project is published.</param>
/// <param name="Budget">In <paramref name="Currency"/>; nobody but the owner's company sees it.</param>
internal sealed record ProjectInput(
    string Name, string Description, PlaceInput Place, string TimeZone, Visibility Visibility, string Currency, decimal? Budget = null)
{
    public FieldErrors Check()
    {
        var errors = new FieldErrors()
            .Text("name", Name, 200)
            .Text("description", Description, 20_000, minimum: 0)
            .TimeZone("timeZone", TimeZone)
            .Require(Currencies.Exists(Currency), "currency", "Must be an ISO 4217 code, such as USD.")
            .Amount("budget", Budget);
        Place.Check(errors);
        return errors;
    }
}
