using BidForge.ServiceDefaults.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace BidForge.Auth.Keys;

/// <summary>The keys that are published now, oldest first. <see cref="KeyRotation"/> keeps it up to date.</summary>
internal sealed class KeyRing(TimeProvider time) : ISigningKeySource
{
    private volatile IReadOnlyList<KeyPair> keys = [];

    public IReadOnlyList<KeyPair> Keys => keys;

    /// <summary>What signs now: the newest key whose time has come.</summary>
    public SigningCredentials Signing
    {
        get
        {
            var now = time.GetUtcNow();
            return keys.LastOrDefault(key => key.SignsFrom <= now)?.Credentials ?? throw new InvalidOperationException("No signing key was read yet.");
        }
    }

    public void Replace(IReadOnlyList<KeyPair> read) => keys = read;

    public Task<IReadOnlyCollection<SecurityKey>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<SecurityKey>>([.. keys.Select(key => key.Public)]);
}
