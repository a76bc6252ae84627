using System.Numerics;
using System.Security.Cryptography;

namespace BidForge.Ledger;

/// <summary>The Merkle tree of RFC 9162, 2.1, with SHA-256: one root stands for all leaves and their order.</summary>
public static class MerkleTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>SHA-256(0x00 || <paramref name="leaf"/>).</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> leaf) => SHA256.HashData([0x00, .. leaf]);

    /// <summary>The root over leaf hashes in their order; of none, the hash of nothing.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => leaves[0],
        var count => Node(Root(leaves[..Split(count)]), Root(leaves[Split(count)..])),
    };

    /// <summary>What proves that leaf <paramref name="index"/> is among <paramref name="leaves"/>: the sibling hashes on its way to the root, lowest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not 0 to the number of leaves less one.</exception>
    public static List<byte[]> InclusionPath(int index, ReadOnlySpan<byte[]> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length);
        if (leaves.Length is 1)
            return [];
        var split = Split(leaves.Length);
        return index < split
            ? [.. InclusionPath(index, leaves[..split]), Root(leaves[split..])]
            : [.. InclusionPath(index - split, leaves[split..]), Root(leaves[..split])];
    }

    /// <summary>Whether <paramref name="path"/> leads from the leaf to <paramref name="root"/> (RFC 9162, 2.1.3.2).</summary>
    public static bool Includes(ReadOnlySpan<byte> root, int treeSize, int index, ReadOnlySpan<byte> leafHash, IEnumerable<byte[]> path)
    {
        if (index < 0 || index >= treeSize)
            return false;
        var (node, last) = (index, treeSize - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in path)
        {
            if (last is 0 || sibling.Length != HashBytes)
                return false;
            if ((node & 1) is 1 || node == last)
            {
                hash = Node(sibling, hash);
                while ((node & 1) is 0 && node is not 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = Node(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last is 0 && root.SequenceEqual(hash);
    }

    // The largest power of two smaller than the count.
    private static int Split(int count) => 1 << BitOperations.Log2((uint)count - 1);

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([0x01, .. left, .. right]);
}
