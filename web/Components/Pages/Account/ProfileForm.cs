using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;

namespace BidForge.Web.Components.Pages.Account;

/// <summary>The profile with its fields at the top, named as the API names them.</summary>
public sealed class ProfileForm : FormModel
{
    public string? Name { get => Company.Name; set => Company.Name = value; }
    public List<string> Trades { get => Company.Trades; set => Company.Trades = value ?? []; }
    public PlaceForm Place { get => Company.Place; set => Company.Place = value ?? new(); }
    public string? ServiceRadiusKm { get => Company.ServiceRadiusKm; set => Company.ServiceRadiusKm = value; }
    public string? TimeZone { get => Company.TimeZone; set => Company.TimeZone = value; }
    public string? Description { get => Company.Description; set => Company.Description = value; }
    public string? Phone { get => Company.Phone; set => Company.Phone = value; }
    public string? Website { get => Company.Website; set => Company.Website = value; }

    internal CompanyForm Company { get; private set; } = new();

    public static ProfileForm For(Company company) => new() { Company = CompanyForm.Of(company), Version = company.Version };
}
