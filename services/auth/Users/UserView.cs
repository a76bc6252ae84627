using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Auth.Users;

/// <summary>A person, as the people of the same company see them.</summary>
/// <param name="Role">owner, estimator or viewer.</param>
public sealed record UserView(Guid Id, Guid CompanyId, string Name, string Email, Role Role, DateTimeOffset CreatedAt)
{
    internal static UserView Of(User user) => new(user.Id, user.CompanyId, user.Name, user.Email!, user.Role, user.CreatedAt);
}
