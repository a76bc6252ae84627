using System.Text.Json;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Bids.Terms;
using BidForge.Contracts;
using BidForge.Messaging;
using Npgsql;

namespace BidForge.Bids.Bidding;

/// <summary>A bid with what its view needs of the package's terms.</summary>
internal sealed record StoredBid(
    Guid Id, Guid PackageId, Guid ProjectId, Guid ContractorId, Guid? BidderId, string BidderName, BidStatus Status, int Revision, int ScopeVersion,
    SealedDocument Document, DateTimeOffset SubmittedAt, DateTimeOffset AcceptedAt, DateTimeOffset DueAt, string TimeZone, int CurrentScope,
    string? OwnForm, string? CurrentForm)
{
    /// <summary>Forms are read only where the scope has changed since the bid.</summary>
    public const string Select = """
        select b.bid_id, b.package_id, t.project_id, b.contractor_id, b.bidder_id, b.bidder_name, b.status, b.revision, b.scope_version,
            b.document, b.submitted_at, b.accepted_at, b.due_at, t.time_zone, t.scope_version, own.bid_form::text, now.bid_form::text,
            k.master_id, k.wrapped
        from bids b
        join package_terms t on t.slot = b.slot and t.package_id = b.package_id
        join package_keys k on k.slot = b.slot and k.package_id = b.package_id
        left join package_scopes own on own.slot = b.slot and own.package_id = b.package_id
            and own.scope_version = b.scope_version and b.scope_version <> t.scope_version
        left join package_scopes now on now.slot = b.slot and now.package_id = b.package_id
            and now.scope_version = t.scope_version and b.scope_version <> t.scope_version

        """;

    public static StoredBid Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.OptionalValue<Guid>(4), row.GetString(5),
        Enum.Parse<BidStatus>(row.GetString(6), ignoreCase: true), row.GetInt32(7), row.GetInt32(8),
        new(row.GetGuid(1), row.GetGuid(0), row.GetFieldValue<byte[]>(9), new(row.GetString(17), row.GetFieldValue<byte[]>(18))),
        row.Time(10), row.Time(11), row.Time(12), row.GetString(13), row.GetInt32(14), row.Optional<string>(15), row.Optional<string>(16));

    public Bid ToBid(Keys keys)
    {
        var document = Document.Read(keys);
        return new(
            Id, PackageId, ProjectId, ContractorId, BidderId, BidderName, Status, Revision, ScopeVersion,
            NeedsReconfirmation: Status is BidStatus.Submitted && ScopeVersion < CurrentScope, Changed(),
            document.Lines, document.Alternates, document.Answers, document.Notes, document.Attachments, document.Total, document.Currency,
            SubmittedAt, AcceptedAt, DueAt, TimeZone, Revision);
    }

    private IReadOnlyList<Guid> Changed() => OwnForm is null || CurrentForm is null ? [] : ChangedLines.Between(Form(OwnForm), Form(CurrentForm));

    private static BidForm Form(string json) => JsonSerializer.Deserialize<BidForm>(json, EventJson.Options)!;
}
