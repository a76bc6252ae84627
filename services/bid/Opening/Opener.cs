using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Opening;

/// <summary>Who opens.</summary>
/// <param name="ContractorId">Whose package it is.</param>
/// <param name="OverrideReason">Of a platform administrator who completes a stuck opening; null for the contractor's people.</param>
internal sealed record Opener(Guid ContractorId, Guid UserId, string Name, string? OverrideReason)
{
    public static Opener Of(Caller caller) => new(caller.CompanyId, caller.UserId, caller.Name, null);
}
