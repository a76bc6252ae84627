using System.Security.Cryptography;
using System.Text.Json;

namespace BidForge.Ledger;

/// <summary>One thing that was looked at.</summary>
/// <param name="What">Says in words what was compared.</param>
/// <param name="Fault">What is wrong, precisely; null when it holds.</param>
public sealed record Finding(string What, string? Fault);

/// <summary>Checks a receipt and what came with it, offline, with nothing but the public keys.</summary>
public static class ReceiptCheck
{
    /// <param name="keys">The published keys.</param>
    /// <param name="receipt">receipt.json.</param>
    /// <param name="bid">bid.json: the canonical document. null to leave it out.</param>
    /// <param name="proof">proof.json; needs <paramref name="root"/>.</param>
    /// <param name="root">root.json.</param>
    /// <returns>Every check that was made, in order. All hold iff none has a fault.</returns>
    public static IReadOnlyList<Finding> Run(ReceiptKeys keys, ReadOnlyMemory<byte> receipt, ReadOnlyMemory<byte>? bid, ReadOnlyMemory<byte>? proof, ReadOnlyMemory<byte>? root)
    {
        var read = Read<SignedReceipt>(receipt, "The receipt is well-formed", Receipt.TypeName, signed => signed.Receipt.Type);
        var findings = new List<Finding> { read.Finding };
        if (read.Value is not { } signed)
            return findings;
        findings.Add(Signature(keys, "The receipt's signature", signed.Receipt.KeyId, signed.Receipt.ToCanonical(), signed.Signature));
        findings.Add(new("Accepted before the deadline", signed.Receipt.AcceptedAt < signed.Receipt.DueAt ? null : "acceptedAt is not before dueAt."));
        if (bid is { } document)
            findings.Add(Document(signed.Receipt, document));
        if (root is { } rootBytes)
            findings.AddRange(Root(keys, signed.Receipt, rootBytes, proof));
        else if (proof is not null)
            findings.Add(new("The inclusion proof", "A proof needs the root that it leads to: give root.json too."));
        return findings;
    }

    private static Finding Document(Receipt receipt, ReadOnlyMemory<byte> bid)
    {
        const string What = "The bid is the one in the receipt";
        try
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(bid)));
            return new(What, hash == receipt.DocumentHash ? null : $"The bid's SHA-256 is {hash}; documentHash in the receipt is {receipt.DocumentHash}.");
        }
        catch (JsonException fault)
        {
            return new(What, $"The bid is no canonicalisable JSON: {fault.Message}");
        }
    }

    private static IEnumerable<Finding> Root(ReceiptKeys keys, Receipt receipt, ReadOnlyMemory<byte> rootBytes, ReadOnlyMemory<byte>? proofBytes)
    {
        var read = Read<SignedRoot>(rootBytes, "The root is well-formed", OpeningRoot.TypeName, signed => signed.Root.Type);
        yield return read.Finding;
        if (read.Value is not { } signed)
            yield break;
        yield return Signature(keys, "The root's signature", signed.Root.KeyId, signed.Root.ToCanonical(), signed.Signature);
        yield return new("The root is of the receipt's package", signed.Root.PackageId == receipt.PackageId && signed.Root.ContractorId == receipt.ContractorId
            ? null : $"The root is of package {signed.Root.PackageId}, the receipt of {receipt.PackageId}.");
        if (proofBytes is not { } bytes)
            yield break;
        var proof = Read<InclusionProof>(bytes, "The proof is well-formed", null, null);
        yield return proof.Finding;
        if (proof.Value is not null)
            foreach (var finding in ProofCheck.Run(receipt, signed.Root, proof.Value))
                yield return finding;
    }

    private static Finding Signature(ReceiptKeys keys, string what, string keyId, byte[] message, string signature) => new(what, keys.Verify(keyId, message, signature) switch
    {
        true => null,
        false => $"The signature is not that of key {keyId} over these members: one of them, or the signature, was changed.",
        null => $"Key {keyId} is not among the published keys.",
    });

    private static (T? Value, Finding Finding) Read<T>(ReadOnlyMemory<byte> json, string what, string? type, Func<T, string>? typeOf) where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(json.Span, LedgerJson.Options);
            return value is null ? (null, new(what, "It is empty."))
                : typeOf is not null && typeOf(value) != type ? (null, new(what, $"Its type is {typeOf(value)}; this checks {type}."))
                : (value, new(what, null));
        }
        catch (JsonException fault)
        {
            return (null, new(what, fault.Message));
        }
    }
}
