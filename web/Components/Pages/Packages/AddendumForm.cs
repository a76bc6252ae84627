using System.Text.Json;
using BidForge.Web.Api;
using BidForge.Web.Api.Models;
using BidForge.Web.Components.Forms;
using BidForge.Web.Text;

namespace BidForge.Web.Components.Pages.Packages;

public sealed class AddendumForm : FormModel
{
    public string? Title { get; set; }
    public string? Text { get; set; }
    public string? DueAt { get; set; }
    public BidFormForm BidForm { get; set => field = value ?? new(); } = new();

    public static AddendumForm Of(Package package) => new()
    {
        DueAt = Zoned.Input(package.DueAt, package.TimeZone), BidForm = BidFormForm.Of(package.BidForm), Version = package.Version,
    };

    /// <summary>Sends only what differs: an untouched due time keeps its seconds, an untouched form stays as it is.</summary>
    public AddendumInput Read(FormState state, Package package)
    {
        DateTimeOffset? due = null;
        if (DueAt != Zoned.Input(package.DueAt, package.TimeZone) && (due = Zoned.Parse(DueAt, package.TimeZone)) is null)
            state.Add("dueAt", "Give a day and time that the clocks of the site's zone know.");
        var form = BidForm.Read(state);
        var before = BidFormForm.Of(package.BidForm).Read(new());
        return new(Title?.Trim() ?? "", Text?.Trim() ?? "", due, Same(form, before) ? null : form);
    }

    private static bool Same(BidFormInput one, BidFormInput other) =>
        JsonSerializer.Serialize(one, Json.Options) == JsonSerializer.Serialize(other, Json.Options);
}
