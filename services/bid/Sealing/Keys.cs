using System.Security.Cryptography;
using BidForge.Ledger;
using Microsoft.Extensions.Options;

namespace BidForge.Bids.Sealing;

/// <summary>The keys in use. Taken anew when the file changes, and at once when something was wrapped or signed by a key that is not known here yet.</summary>
internal sealed class Keys(IOptions<SealingOptions> options, TimeProvider time, Func<KeyFile, IMasterKeys> masters)
{
    private readonly Lock gate = new();
    private Ring ring = Ring.Read(options.Value, masters);

    public ReceiptSigner Signer => ring.Signer;

    /// <summary>The key that new receipts and roots name.</summary>
    public string SigningKeyId => ring.File.SignerAt(time.GetUtcNow(), TimeSpan.FromSeconds(options.Value.PublishAheadSeconds)).Id;

    /// <summary>By this a repeated request is known; what is stored of it tells nothing of prices.</summary>
    public byte[] KeyedHash(ReadOnlySpan<byte> requestHash) => HMACSHA256.HashData(ring.File.RequestHashKey, requestHash);

    /// <summary>A new package's key, wrapped.</summary>
    public WrappedKey NewPackageKey(Guid packageId) => ring.Masters.Wrap(RandomNumberGenerator.GetBytes(32), Bound(packageId));

    /// <exception cref="KeyNotFoundException">The key file lacks the master key.</exception>
    public byte[] PackageKey(Guid packageId, WrappedKey wrapped) => WithFreshKeys(now => now.Masters.Unwrap(wrapped, Bound(packageId)));

    /// <exception cref="KeyNotFoundException">The key file lacks the signing key.</exception>
    public SignedReceipt Sign(Receipt receipt) => WithFreshKeys(now => now.Signer.Sign(receipt));

    /// <exception cref="KeyNotFoundException">The key file lacks the signing key.</exception>
    public SignedRoot Sign(OpeningRoot root) => WithFreshKeys(now => now.Signer.Sign(root));

    /// <summary>Reads the file again if it was changed.</summary>
    public void Reload()
    {
        lock (gate)
        {
            if (KeyStore.StampOf(options.Value.KeyFile) != ring.Stamp)
                ring = Ring.Read(options.Value, masters);
        }
    }

    /// <summary>What a package's key is wrapped for.</summary>
    public static byte[] Bound(Guid packageId) => packageId.ToByteArray(bigEndian: true);

    private T WithFreshKeys<T>(Func<Ring, T> use)
    {
        try
        {
            return use(ring);
        }
        catch (KeyNotFoundException)
        {
            Reload();
            return use(ring);
        }
    }

    private sealed record Ring(KeyFile File, IMasterKeys Masters, ReceiptSigner Signer, string Stamp)
    {
        public static Ring Read(SealingOptions options, Func<KeyFile, IMasterKeys> masters)
        {
            var stamp = KeyStore.StampOf(options.KeyFile);
            var file = KeyStore.Read(options.KeyFile, options.CreateKeyFile);
            return new(file, masters(file), new(file), stamp);
        }
    }
}
