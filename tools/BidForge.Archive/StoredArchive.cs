using System.IO.Compression;
using BidForge.Archive.Stores;

namespace BidForge.Archive;

/// <summary>What the store really has.</summary>
internal static class StoredArchive
{
    /// <summary>Reads all of an archive's rows, and holds them against its manifest.</summary>
    /// <param name="to">Is given the rows as CSV, whole or not.</param>
    public static async Task<bool> IsWholeAsync(IArchiveStore store, Manifest manifest, Stream? to, CancellationToken cancellationToken)
    {
        try
        {
            await using var stored = await store.OpenAsync(manifest.File, cancellationToken);
            await using var csv = new GZipStream(stored, CompressionMode.Decompress);
            using var digest = await CsvDigest.OfAsync(csv, to, cancellationToken);
            return digest.Sha256() == manifest.Sha256 && digest.Rows == manifest.Rows;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
