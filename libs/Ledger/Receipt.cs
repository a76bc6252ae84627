using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.Ledger;

/// <summary>
/// What BidForge states to a bidder of one accepted act. Its canonical JSON (RFC 8785) is what is signed, and is the act's leaf in the tree that opening publishes.
/// </summary>
/// <param name="Kind">submit, revise or withdraw.</param>
/// <param name="DocumentHash">SHA-256 of the bid's canonical JSON, lower-case hex. A withdrawal names the document that it withdraws.</param>
/// <param name="AcceptedAt">The database's clock after the package was locked: before <paramref name="DueAt"/>, or there would be no receipt. UTC, RFC 3339, six decimals.</param>
/// <param name="DueAt">The deadline in force at that moment.</param>
/// <param name="TimeZone">IANA zone in which the project shows its deadline.</param>
/// <param name="Sealed">Whether the bid was to stay closed until opening.</param>
/// <param name="KeyId">Which of the published keys signed it.</param>
public sealed record Receipt(
    string Kind, Guid PackageId, Guid ContractorId, Guid BidId, Guid BidderId, int Revision, int ScopeVersion, string DocumentHash,
    [property: JsonConverter(typeof(MicrosecondTime))] DateTimeOffset AcceptedAt,
    [property: JsonConverter(typeof(MicrosecondTime))] DateTimeOffset DueAt,
    string TimeZone, bool Sealed, string KeyId)
{
    public const string TypeName = "bidforge.receipt.v1";

    public string Type { get; init; } = TypeName;

    public byte[] ToCanonical() => CanonicalJson.Of(JsonSerializer.SerializeToElement(this, LedgerJson.Options));

    /// <summary>The act's leaf hash (RFC 9162, 2.1.1).</summary>
    public byte[] LeafHash() => MerkleTree.LeafHash(ToCanonical());
}

/// <param name="Signature">ES256 over the receipt's canonical JSON: r and s, base64url.</param>
public sealed record SignedReceipt(Receipt Receipt, string Signature);
