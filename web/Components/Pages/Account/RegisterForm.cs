using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;

namespace BidForge.Web.Components.Pages.Account;

public sealed class RegisterForm : FormModel
{
    public CompanyForm Company { get; set => field = value ?? new(); } = new();
    public UserForm User { get; set => field = value ?? new(); } = new();

    public Registration Read(FormState state)
    {
        if (!Enum.TryParse<CompanyKind>(Company.Kind, out var kind)) state.Add("company.kind", "Say which side you are on.");
        var company = Company.Read(state, "company");
        return new(
            new(company.Name, kind, company.Trades, company.Place, company.ServiceRadiusKm, company.TimeZone, company.Description,
                company.Phone, company.Website),
            new(User.Name?.Trim() ?? "", User.Email?.Trim() ?? "", User.Password ?? ""));
    }

    public sealed class UserForm
    {
        public string? Name { get; set; }
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
