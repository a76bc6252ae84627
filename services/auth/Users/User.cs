using BidForge.Contracts.Auth;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Identity;

namespace BidForge.Auth.Users;

/// <summary>A person of a company. Passwords and lock-out are ASP.NET Core Identity's.</summary>
internal sealed class User : IdentityUser<Guid>
{
    public Guid CompanyId { get; init; }

    public string Name { get; init; } = "";

    public Role Role { get; init; }

    /// <summary>Keeps the marketplace itself in order. Set in the database by <c>./bidforge admin</c>, never by a request.</summary>
    public bool PlatformAdmin { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public UserJoined Joined() => new(Id, CompanyId, Name, Email!, Role.ToString().ToLowerInvariant(), CreatedAt);
}
