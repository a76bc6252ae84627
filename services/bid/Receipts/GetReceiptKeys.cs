using BidForge.Bids.Sealing;
using BidForge.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Receipts;

internal static class GetReceiptKeys
{
    /// <summary>The public keys of receipts and roots (RFC 7517), those that no longer sign among them. For everybody.</summary>
    public static Ok<ReceiptKeys> Handle(Keys keys) => TypedResults.Ok(keys.Signer.PublicKeys);
}
