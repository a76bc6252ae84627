using System.Security.Cryptography;
using System.Text.Json;

namespace BidForge.Ledger;

/// <summary>
/// The secrets of sealing and signing, which no database holds. Immutable; adding a key gives another one. Old keys stay: what they wrapped or signed must go on to be readable.
/// </summary>
/// <param name="RequestHashKey">32 bytes. Keys the hash by which a repeated request is known, so that the hash tells nothing of prices.</param>
/// <param name="Masters">Wrap the keys of packages; the last one wraps new ones.</param>
/// <param name="Signers">P-256 private keys (PKCS#8) that sign receipts and roots; the last one signs new ones.</param>
public sealed record KeyFile(byte[] RequestHashKey, IReadOnlyList<NamedKey> Masters, IReadOnlyList<NamedKey> Signers)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    /// <summary>Fresh keys, one of each kind.</summary>
    public static KeyFile Create(DateTimeOffset now) =>
        new KeyFile(RandomNumberGenerator.GetBytes(32), [], []).WithNewMaster(now).WithNewSigner(now);

    /// <exception cref="JsonException">The text is no key file.</exception>
    public static KeyFile Parse(ReadOnlySpan<byte> utf8)
    {
        var file = JsonSerializer.Deserialize<KeyFile>(utf8, Json) ?? throw new JsonException("The key file is empty.");
        if (file.RequestHashKey.Length is not 32 || file.Masters.Count is 0 || file.Signers.Count is 0 || file.Masters.Any(master => master.Key.Length is not 32))
            throw new JsonException("A key file needs a request hash key, a master key and a signing key; all but the last have 32 bytes.");
        return file;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public KeyFile WithNewMaster(DateTimeOffset now) =>
        this with { Masters = [.. Masters, new(NewId("m", now), now, RandomNumberGenerator.GetBytes(32))] };

    public KeyFile WithNewSigner(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return this with { Signers = [.. Signers, new(NewId("r", now), now, key.ExportPkcs8PrivateKey())] };
    }

    /// <summary>The newest signing key that every replica has published by now: the first one where all are younger.</summary>
    /// <param name="now">The service's clock.</param>
    /// <param name="ahead">How long a key is published before it signs.</param>
    public NamedKey SignerAt(DateTimeOffset now, TimeSpan ahead) => Signers.LastOrDefault(signer => signer.CreatedAt + ahead <= now) ?? Signers[0];

    private static string NewId(string kind, DateTimeOffset now) => $"{kind}{now:yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
}

/// <param name="Id">Stands beside what the key wrapped or signed.</param>
public sealed record NamedKey(string Id, DateTimeOffset CreatedAt, byte[] Key);
