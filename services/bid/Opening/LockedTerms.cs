using BidForge.Bids.Storage;
using BidForge.Ledger;
using Npgsql;

namespace BidForge.Bids.Opening;

/// <summary>What opening needs of a package's terms.</summary>
internal sealed record LockedTerms(
    string Status, DateTimeOffset DueAt, string TimeZone, DateTimeOffset? OpenedAt, Guid ProjectId, string ContractorName, string ProjectName,
    string Title, string Trade, string Currency, int Openers, int Version, WrappedKey Key)
{
    public static LockedTerms Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.Time(1), row.GetString(2), row.OptionalValue<DateTimeOffset>(3), row.GetGuid(4), row.GetString(5), row.GetString(6),
        row.GetString(7), row.GetString(8), row.GetString(9), row.GetInt16(10), row.GetInt32(11), new(row.GetString(12), row.GetFieldValue<byte[]>(13)));
}
