namespace BidForge.Web.Components.Charts;

/// <summary>A segment of a stacked bar: how many, of what, in which colour class.</summary>
public sealed record BarPart(string Label, int Count, string Class);

/// <summary>A row of a bar chart.</summary>
public sealed record Bar(string Label, IReadOnlyList<BarPart> Parts)
{
    public int Total => Parts.Sum(part => part.Count);
}
