using System.Security.Cryptography;

namespace BidForge.Ledger;

/// <summary>Wraps the keys of packages. <see cref="FileMasterKeys"/> has the master keys at hand; a key management service would keep them to itself.</summary>
public interface IMasterKeys
{
    /// <summary>The key that new packages are wrapped by.</summary>
    string CurrentId { get; }

    /// <param name="key">32 bytes.</param>
    /// <param name="bound">What the key belongs to: unwrapping needs the same.</param>
    WrappedKey Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bound);

    /// <exception cref="KeyNotFoundException">The master key is not known here.</exception>
    /// <exception cref="CryptographicException">The wrapped key was changed or belongs to something else.</exception>
    byte[] Unwrap(WrappedKey wrapped, ReadOnlySpan<byte> bound);
}

/// <param name="MasterId">The master key that it takes to unwrap it.</param>
public sealed record WrappedKey(string MasterId, byte[] Bytes);

/// <summary>Master keys from a key file.</summary>
public sealed class FileMasterKeys(KeyFile file) : IMasterKeys
{
    private readonly Dictionary<string, byte[]> masters = file.Masters.ToDictionary(master => master.Id, master => master.Key, StringComparer.Ordinal);

    public string CurrentId { get; } = file.Masters[^1].Id;

    public WrappedKey Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bound) => new(CurrentId, SealedBytes.Seal(masters[CurrentId], key, bound));

    public byte[] Unwrap(WrappedKey wrapped, ReadOnlySpan<byte> bound) =>
        masters.TryGetValue(wrapped.MasterId, out var master)
            ? SealedBytes.Open(master, wrapped.Bytes, bound)
            : throw new KeyNotFoundException($"Master key {wrapped.MasterId} is not in the key file.");
}
