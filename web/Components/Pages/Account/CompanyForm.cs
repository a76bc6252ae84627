using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Account;

/// <summary>A company's profile as typed, for registration and for changes alike.</summary>
public sealed class CompanyForm
{
    public string? Kind { get; set; }
    public string? Name { get; set; }
    public List<string> Trades { get; set => field = value ?? []; } = [];
    public PlaceForm Place { get; set => field = value ?? new(); } = new();
    public string? ServiceRadiusKm { get; set; } = "100";
    public string? TimeZone { get; set; } = "America/Chicago";
    public string? Description { get; set; }
    public string? Phone { get; set; }
    public string? Website { get; set; }

    public static CompanyForm Of(Company company) => new()
    {
        Kind = company.Kind.ToString(), Name = company.Name, Trades = [.. company.Trades], Place = PlaceForm.Of(company.Place),
        ServiceRadiusKm = Numbers.Degrees(company.ServiceRadiusKm), TimeZone = company.TimeZone, Description = company.Description,
        Phone = company.Phone, Website = company.Website,
    };

    public CompanyInput Read(FormState state, string field)
    {
        var prefix = field.Length == 0 ? "" : field + ".";
        var radius = Numbers.Parse(ServiceRadiusKm);
        if (radius is null) state.Add(prefix + "serviceRadiusKm", "The service radius is a number of kilometres.");
        return new(
            Name?.Trim() ?? "", Trades, Place.Read(state, prefix + "place"), radius, TimeZone ?? "", Empty(Description), Empty(Phone),
            Empty(Website));
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
