using BidForge.Bids.Leveling;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Leveling;

internal static class Sheets
{
    public static Sheet Of(BidForm form, IReadOnlyList<LeveledBid> bids, OwnFigures own, int scopeVersion = 1) => LevelingSheet.Of(
        new(Guid.Empty, Guid.Empty, "C", "P", "T", "roofing", "USD", default, "UTC", scopeVersion, default, Awarded: false, Cancelled: false, form, Sealed: true, new("m", [])) { Opened = bids, Own = own });
}
