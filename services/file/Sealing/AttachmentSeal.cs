using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BidForge.Files.Storage;
using BidForge.Ledger;
using Microsoft.Extensions.Options;

namespace BidForge.Files.Sealing;

/// <summary>
/// Seals attachments of bids: each file has a key of its own, wrapped by a master key that is not in the database, and both are bound to the file's id.
/// Whoever gets hold of database and blobs reads neither bytes nor name, size, type or checksum.
/// </summary>
internal sealed class AttachmentSeal(IOptions<AttachmentOptions> options)
{
    // Facts of all lengths look alike up to this, and up to each multiple.
    private const int Padding = 1024;

    private readonly SecretMasterKeys masters = new(options.Value.SealKeys!, "bidforge attachments");

    /// <summary>The key of a new file.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    public SealedFacts Seal(Guid id, byte[] key, FileFacts facts)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(facts);
        var padded = new byte[(json.Length + Padding - 1) / Padding * Padding];
        json.CopyTo(padded, 0);
        padded.AsSpan(json.Length).Fill((byte)' ');
        var wrapped = masters.Wrap(key, Bound(id));
        return new(SealedBytes.Seal(Derive(key, "facts"), padded, Bound(id)), wrapped.Bytes, wrapped.MasterId);
    }

    /// <summary>What is known of a file, opened where it is sealed.</summary>
    public FileFacts FactsOf(StoredFile file) => file.Facts ?? Open(file.Id, file.Sealed!);

    private FileFacts Open(Guid id, SealedFacts facts) =>
        JsonSerializer.Deserialize<FileFacts>(SealedBytes.Open(Derive(KeyOf(id, facts), "facts"), facts.Facts, Bound(id)))!;

    /// <exception cref="KeyNotFoundException">The secret that it was sealed under is not configured here.</exception>
    /// <exception cref="CryptographicException">The row was changed or belongs to another file.</exception>
    public byte[] KeyOf(Guid id, SealedFacts facts) => masters.Unwrap(new(facts.MasterId, facts.WrappedKey), Bound(id));

    internal static byte[] Derive(byte[] key, string use) => HKDF.Expand(HashAlgorithmName.SHA256, key, 32, Encoding.ASCII.GetBytes(use));

    private static byte[] Bound(Guid id) => id.ToByteArray(bigEndian: true);
}
