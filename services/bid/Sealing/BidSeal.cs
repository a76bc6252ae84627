using BidForge.Bids.Bidding;
using BidForge.Ledger;

namespace BidForge.Bids.Sealing;

/// <summary>Seals bid documents under their package's key, each bound to its bid.</summary>
internal static class BidSeal
{
    public static byte[] Seal(byte[] packageKey, Guid bidId, byte[] document) => SealedBytes.Seal(packageKey, document, Bound(bidId));

    /// <summary>The canonical bytes.</summary>
    public static byte[] Open(byte[] packageKey, Guid bidId, byte[] sealedDocument) => SealedBytes.Open(packageKey, sealedDocument, Bound(bidId));

    private static byte[] Bound(Guid bidId) => bidId.ToByteArray(bigEndian: true);
}

/// <summary>A bid's document as the database has it, with what opens it.</summary>
internal sealed record SealedDocument(Guid PackageId, Guid BidId, byte[] Bytes, WrappedKey Key)
{
    public byte[] Open(Keys keys) => BidSeal.Open(keys.PackageKey(PackageId, Key), BidId, Bytes);

    public BidDocument Read(Keys keys) => BidDocument.Decode(Open(keys));
}
