using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Projects;

public sealed class ProjectForm : FormModel
{
    public string? Name { get; set; }
    public string? Description { get; set; }
    public PlaceForm Place { get; set => field = value ?? new(); } = new();
    public string? TimeZone { get; set; }
    public string? Visibility { get; set; } = "Public";
    public string? Currency { get; set; } = "USD";
    public string? Budget { get; set; }

    public static ProjectForm Of(Project project) => new()
    {
        Name = project.Name, Description = project.Description, Place = PlaceForm.Of(project.Place), TimeZone = project.TimeZone,
        Visibility = project.Visibility.ToString(), Currency = project.Currency, Budget = Money.Input(project.Budget),
        Version = project.Version,
    };

    public ProjectInput Read(FormState state)
    {
        if (!Enum.TryParse<Visibility>(Visibility, out var visibility)) state.Add("visibility", "Say who may see the project.");
        decimal? budget = null;
        if (!string.IsNullOrWhiteSpace(Budget) && (budget = Numbers.Parse(Budget)) is null)
            state.Add("budget", "The budget is an amount, such as 1,250,000.");
        return new(
            Name?.Trim() ?? "", Description?.Trim() ?? "", Place.Read(state, "place"), TimeZone ?? "", visibility,
            Currency?.Trim().ToUpperInvariant() ?? "", budget);
    }
}
