using BidForge.Contracts;

namespace BidForge.Auth.Companies;

/// <summary>What a company says of itself, checked and trimmed.</summary>
internal sealed record Profile(
    string Name,
    IReadOnlyList<string> Trades,
    Place Place,
    double ServiceRadiusKm,
    string TimeZone,
    string? Description,
    string? Phone,
    string? Website);
