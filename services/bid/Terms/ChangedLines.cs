using BidForge.Contracts;

namespace BidForge.Bids.Terms;

/// <summary>What a bidder has to look at again after an addendum.</summary>
internal static class ChangedLines
{
    /// <summary>Lines of <paramref name="now"/> that <paramref name="then"/> lacked or had otherwise, in the order of the form.</summary>
    public static IReadOnlyList<Guid> Between(BidForm then, BidForm now)
    {
        var old = then.LineItems.ToDictionary(line => line.Id);
        return [.. now.LineItems.Where(line => !old.TryGetValue(line.Id, out var before) || before != line).Select(line => line.Id)];
    }
}
