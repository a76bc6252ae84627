using BidForge.Bids.Storage;
using BidForge.Ledger;
using Npgsql;

namespace BidForge.Bids.Bidding;

/// <summary>One accepted act of a bidder: all that its answer and its receipt are made of.</summary>
/// <param name="Kind">submit, revise or withdraw.</param>
/// <param name="Document">Sealed.</param>
internal sealed record BidRevision(
    string Kind, Guid BidId, int Revision, DateTimeOffset AcceptedAt, Guid PackageId, Guid ProjectId, Guid ContractorId, Guid BidderId, string BidderName,
    DateTimeOffset SubmittedAt, DateTimeOffset DueAt, string TimeZone, byte[] Document, int ScopeVersion, byte[] DocumentHash, bool Sealed, string SigningKey)
{
    /// <summary>In the order of <see cref="Read"/>.</summary>
    public const string Columns = """
        r.kind, r.bid_id, r.revision, r.accepted_at, r.package_id, r.project_id, r.contractor_id, r.bidder_id, r.bidder_name, r.submitted_at, r.due_at,
        r.time_zone, r.document, r.scope_version, r.document_hash, r.sealed, r.signing_key
        """;

    public static BidRevision Read(NpgsqlDataReader row, int at) => new(
        row.GetString(at), row.GetGuid(at + 1), row.GetInt32(at + 2), row.Time(at + 3), row.GetGuid(at + 4), row.GetGuid(at + 5), row.GetGuid(at + 6),
        row.GetGuid(at + 7), row.GetString(at + 8), row.Time(at + 9), row.Time(at + 10), row.GetString(at + 11), row.GetFieldValue<byte[]>(at + 12),
        row.GetInt32(at + 13), row.GetFieldValue<byte[]>(at + 14), row.GetBoolean(at + 15), row.GetString(at + 16));

    public Receipt ToReceipt() => new(
        Kind, PackageId, ContractorId, BidId, BidderId, Revision, ScopeVersion, Convert.ToHexStringLower(DocumentHash), AcceptedAt, DueAt, TimeZone, Sealed, SigningKey);

    /// <summary>Depends on this row only, so that sending again hears the same answer byte for byte.</summary>
    public Acceptance ToAcceptance(BidDocument document, SignedReceipt receipt)
    {
        var bid = new Bid(
            BidId, PackageId, ProjectId, ContractorId, BidderId, BidderName, Kind is "withdraw" ? BidStatus.Withdrawn : BidStatus.Submitted, Revision,
            document.ScopeVersion, NeedsReconfirmation: false, ChangedLines: [], document.Lines, document.Alternates, document.Answers, document.Notes,
            document.Attachments, document.Total, document.Currency, SubmittedAt, AcceptedAt, DueAt, TimeZone, Revision);
        return new(bid, AcceptedAt, DueAt, TimeZone, Acceptance.TheRule, receipt);
    }
}
