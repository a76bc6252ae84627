namespace BidForge.Contracts.Auth;

/// <summary>A person got an account in a company.</summary>
/// <param name="Role">owner, estimator or viewer.</param>
public sealed record UserJoined(Guid UserId, Guid CompanyId, string Name, string Email, string Role, DateTimeOffset OccurredAt);
