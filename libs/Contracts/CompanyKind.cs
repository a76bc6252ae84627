namespace BidForge.Contracts;

/// <summary>What a company does on the marketplace.</summary>
public enum CompanyKind
{
    /// <summary>Posts projects, invites, opens, levels and awards.</summary>
    Contractor,

    /// <summary>Finds projects, asks and bids.</summary>
    Subcontractor,
}
