using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.Ledger;

/// <summary>What BidForge states at opening: these are all acts of all bidders, in order of acceptance.</summary>
/// <param name="TreeSize">How many acts: submits, revisions and withdrawals.</param>
/// <param name="RootHash">The Merkle root over them (RFC 9162), lower-case hex.</param>
public sealed record OpeningRoot(
    Guid PackageId, Guid ContractorId,
    [property: JsonConverter(typeof(MicrosecondTime))] DateTimeOffset DueAt,
    [property: JsonConverter(typeof(MicrosecondTime))] DateTimeOffset OpenedAt,
    int TreeSize, string RootHash, string KeyId)
{
    public const string TypeName = "bidforge.root.v1";

    public string Type { get; init; } = TypeName;

    public byte[] ToCanonical() => CanonicalJson.Of(JsonSerializer.SerializeToElement(this, LedgerJson.Options));
}

/// <param name="Signature">ES256 over the root's canonical JSON: r and s, base64url.</param>
public sealed record SignedRoot(OpeningRoot Root, string Signature);

/// <summary>Shows that a receipt's act is one of those under the root.</summary>
/// <param name="LeafHash">Lower-case hex, as are the others.</param>
/// <param name="LeafIndex">From 0, in order of acceptance.</param>
/// <param name="Hashes">Sibling hashes from the leaf up.</param>
public sealed record InclusionProof(Receipt Receipt, string LeafHash, int LeafIndex, int TreeSize, IReadOnlyList<string> Hashes, string RootHash);
