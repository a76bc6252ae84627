using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BidForge.Auth.Sessions;

/// <summary>One token of a session's family. Only its SHA-256 is kept: 256 random bits need no salt and no slow hash.</summary>
internal sealed class RefreshToken
{
    private const int Bytes = 32;

    public byte[] Hash { get; init; } = [];

    public Guid SessionId { get; init; }

    public int Generation { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public static (RefreshToken Token, string Value) Of(Session session, DateTimeOffset now)
    {
        var value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (new() { Hash = HashOf(value), SessionId = session.Id, Generation = session.Generation, CreatedAt = now }, value);
    }

    public static byte[] HashOf(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}
