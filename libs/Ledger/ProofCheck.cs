namespace BidForge.Ledger;

/// <summary>Whether a proof leads from a receipt to a root.</summary>
internal static class ProofCheck
{
    public static IEnumerable<Finding> Run(Receipt receipt, OpeningRoot root, InclusionProof proof)
    {
        var leaf = Convert.ToHexStringLower(receipt.LeafHash());
        yield return new("The proof is of this receipt", proof.LeafHash != leaf
            ? $"leafHash in the proof is {proof.LeafHash}; the receipt's is {leaf}."
            : !proof.Receipt.ToCanonical().AsSpan().SequenceEqual(receipt.ToCanonical()) ? "The receipt inside the proof is another one." : null);
        yield return new("The proof is for this root", proof.RootHash != root.RootHash
            ? $"rootHash in the proof is {proof.RootHash}; in the root it is {root.RootHash}."
            : proof.TreeSize != root.TreeSize ? $"treeSize in the proof is {proof.TreeSize}; in the root it is {root.TreeSize}." : null);
        yield return new("The receipt is under the root", Hash(root.RootHash) is not { } rootHash ? "rootHash in the root is no hash."
            : proof.Hashes.Select(Hash).ToList() is var path && path.Contains(null) ? "One of hashes in the proof is no hash."
            : MerkleTree.Includes(rootHash, root.TreeSize, proof.LeafIndex, receipt.LeafHash(), path!) ? null
            : "leafIndex and hashes of the proof do not lead from the receipt to the root.");
    }

    private static byte[]? Hash(string hex) =>
        hex.Length is 2 * MerkleTree.HashBytes && hex.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(hex) : null;
}
