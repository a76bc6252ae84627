using BidForge.Web.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace BidForge.Web.Components.Charts;

/// <summary>An SVG <c>text</c> element; Razor keeps that tag name for itself when code surrounds it.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired] public double X { get; set; }
    [Parameter, EditorRequired] public double Y { get; set; }
    [Parameter, EditorRequired] public string Text { get; set; } = "";
    [Parameter] public string? Anchor { get; set; }
    [Parameter] public string? Class { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", Numbers.Svg(X));
        builder.AddAttribute(2, "y", Numbers.Svg(Y));
        builder.AddAttribute(3, "text-anchor", Anchor);
        builder.AddAttribute(4, "class", Class);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
