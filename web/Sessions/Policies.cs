namespace BidForge.Web.Sessions;

/// <summary>Who may see a page. The API checks again on every call; this only spares people pages that aren't for them.</summary>
internal static class Policies
{
    public const string Contractor = nameof(Contractor);
    public const string Subcontractor = nameof(Subcontractor);
}
