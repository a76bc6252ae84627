using Microsoft.IdentityModel.Tokens;

namespace BidForge.ServiceDefaults.Tokens;

/// <summary>Where the public keys of access tokens come from: the auth service itself knows them, the others ask it.</summary>
public interface ISigningKeySource
{
    Task<IReadOnlyCollection<SecurityKey>> ReadAsync(CancellationToken cancellationToken);
}
