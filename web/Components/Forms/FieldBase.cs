using Microsoft.AspNetCore.Components;

namespace BidForge.Web.Components.Forms;

/// <summary>What all fields have in common. <see cref="Name"/> is the form's and, after its first dot, the API's name of the field.</summary>
public abstract class FieldBase : ComponentBase
{
    [Parameter, EditorRequired] public string Name { get; set; } = "";
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Hint { get; set; }
    [Parameter] public bool Required { get; set; }
    [Parameter] public string? Class { get; set; }
    [Parameter] public string? Value { get; set; }

    [CascadingParameter] private FormState? State { get; set; }

    protected string Id => FieldId.Of(Name);
    protected IReadOnlyList<string> Errors => State?.For(Name) ?? [];
    protected string? Invalid => Errors.Count > 0 ? "true" : null;

    protected string? DescribedBy => (Hint, Errors.Count) switch
    {
        (null, 0) => null,
        (null, _) => Id + "-error",
        (_, 0) => Id + "-hint",
        _ => $"{Id}-hint {Id}-error",
    };
}
