namespace BidForge.Web.Components.Forms;

/// <summary>A form that asks nothing but whether to go on, perhaps with a reason.</summary>
public sealed class ConfirmForm : FormModel
{
    public string? Reason { get; set; }
}
