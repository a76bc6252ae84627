using System.Text.Json;

namespace BidForge.Archive;

/// <summary>Stands beside each archived month, and says what is in it. Written last: an archive without one was left half done and counts for nothing.</summary>
/// <param name="Name">Of this archive, for restore.</param>
/// <param name="File">The rows, as gzip (RFC 1952) of CSV (RFC 4180) with a header, in the order of the primary key.</param>
/// <param name="Table">Where they were.</param>
/// <param name="Shard">Of which shard.</param>
/// <param name="Month">First day, UTC.</param>
/// <param name="Columns">In the order of the file.</param>
/// <param name="Sha256">Of the CSV before compression, lower-case hex.</param>
/// <param name="Bytes">Of the CSV before compression.</param>
public sealed record Manifest(
    string Name, string File, string Table, string Shard, DateOnly Month, IReadOnlyList<string> Columns, long Rows, string Sha256, long Bytes, DateTimeOffset ArchivedAt)
{
    internal const string Ending = ".manifest.json";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static Manifest Read(Stream stream) =>
        JsonSerializer.Deserialize<Manifest>(stream, Json) ?? throw new ArchiveFailure("The manifest is empty.");
}
