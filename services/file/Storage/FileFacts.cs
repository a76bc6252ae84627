namespace BidForge.Files.Storage;

/// <summary>What there is to know of a file besides whose it is. Of an attachment it is sealed as its bytes are.</summary>
/// <param name="Size">Bytes.</param>
internal sealed record FileFacts(string Name, long Size, string ContentType, byte[] Sha256);

/// <summary>A file's facts as the database has them when nobody may read them there, with the key that opens them and the file's bytes, wrapped.</summary>
internal sealed record SealedFacts(byte[] Facts, byte[] WrappedKey, string MasterId);
