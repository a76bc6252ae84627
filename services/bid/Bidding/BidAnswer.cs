using System.Text.Json;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Contracts;
using BidForge.Ledger;
using BidForge.Messaging;
using Npgsql;

namespace BidForge.Bids.Bidding;

internal enum BidOutcome
{
    Accepted,
    PackageNotFound,
    BidNotFound,
    PackageNotOpen,
    BidWithdrawn,
    DeadlinePassed,
    AlreadySubmitted,
    ScopeStale,
    Stale,
    FormNeeded,
    Invalid,
    KeyReused,
    Archived,
}

/// <summary>The bid form in force, from the shard.</summary>
internal sealed record CurrentForm(int ScopeVersion, int FormVersion, BidForm Form, string Currency);

/// <summary>What <c>write_bid</c> answers.</summary>
/// <param name="Key">The package's key, where the asking process may not have it.</param>
/// <param name="PackageId">Whose terms decided.</param>
/// <param name="TermsVersion">Of those terms.</param>
internal sealed record BidAnswer(
    BidOutcome Outcome,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? DueAt,
    string? TimeZone,
    int? ScopeVersion,
    CurrentForm? Form,
    Guid? LiveBid,
    int? LiveRevision,
    WrappedKey? Key,
    Guid? PackageId,
    int? TermsVersion,
    BidRevision? Revision)
{
    public const string Columns = """
        a.outcome, a.received_at, a.due_at, a.time_zone, a.scope_version, a.form_version, a.bid_form::text, a.currency, a.live_bid, a.live_revision,
        a.master_id, a.wrapped_key, a.package_id, a.terms_version,
        (a.revision).kind, (a.revision).bid_id, (a.revision).revision, (a.revision).accepted_at, (a.revision).package_id, (a.revision).project_id,
        (a.revision).contractor_id, (a.revision).bidder_id, (a.revision).bidder_name, (a.revision).submitted_at, (a.revision).due_at,
        (a.revision).time_zone, (a.revision).document, (a.revision).scope_version, (a.revision).document_hash, (a.revision).sealed, (a.revision).signing_key
        """;

    public static BidAnswer Read(NpgsqlDataReader row) => new(
        Enum.Parse<BidOutcome>(row.GetString(0).Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        row.OptionalValue<DateTimeOffset>(1),
        row.OptionalValue<DateTimeOffset>(2),
        row.Optional<string>(3),
        row.OptionalValue<int>(4),
        row.Optional<string>(6) is { } form
            ? new(row.GetInt32(4), row.GetInt32(5), JsonSerializer.Deserialize<BidForm>(form, EventJson.Options)!, row.GetString(7))
            : null,
        row.OptionalValue<Guid>(8),
        row.OptionalValue<int>(9),
        row.Optional<string>(10) is { } master ? new(master, row.GetFieldValue<byte[]>(11)) : null,
        row.OptionalValue<Guid>(12),
        row.OptionalValue<int>(13),
        row.IsDBNull(15) ? null : BidRevision.Read(row, 14));
}
