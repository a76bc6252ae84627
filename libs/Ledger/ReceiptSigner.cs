using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace BidForge.Ledger;

/// <summary>Signs receipts and roots. Safe for many threads.</summary>
public sealed class ReceiptSigner
{
    private readonly Dictionary<string, byte[]> keys;
    private readonly ConcurrentDictionary<string, ConcurrentBag<ECDsa>> idle = new(StringComparer.Ordinal);

    public ReceiptSigner(KeyFile file)
    {
        keys = file.Signers.ToDictionary(signer => signer.Id, signer => signer.Key, StringComparer.Ordinal);
        CurrentId = file.Signers[^1].Id;
        PublicKeys = ReceiptKeys.Of(file);
    }

    /// <summary>The key that new receipts name.</summary>
    public string CurrentId { get; }

    /// <summary>What everybody may have, to check signatures with.</summary>
    public ReceiptKeys PublicKeys { get; }

    public SignedReceipt Sign(Receipt receipt) => new(receipt, Sign(receipt.KeyId, receipt.ToCanonical()));

    public SignedRoot Sign(OpeningRoot root) => new(root, Sign(root.KeyId, root.ToCanonical()));

    private string Sign(string keyId, byte[] message)
    {
        if (!keys.TryGetValue(keyId, out var secret))
            throw new KeyNotFoundException($"Signing key {keyId} is not in the key file.");
        // A platform key serves one thread at a time.
        var bag = idle.GetOrAdd(keyId, _ => []);
        if (!bag.TryTake(out var key))
        {
            key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(secret, out _);
        }
        var signature = DeterministicEcdsa.Sign(key, message);
        bag.Add(key);
        return System.Buffers.Text.Base64Url.EncodeToString(signature);
    }
}
