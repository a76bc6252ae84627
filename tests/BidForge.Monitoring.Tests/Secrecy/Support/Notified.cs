using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;

namespace BidForge.Monitoring.Tests.Secrecy.Support;

internal static class Notified
{
    /// <summary>The event of the bidder's last act has gone all the way: its people have heard of it, and its board shows it.</summary>
    /// <param name="acts">How many submissions, revisions and withdrawals there were.</param>
    public static Task OfActsAsync(this Company bidder, Guid packageId, int acts, string status, CancellationToken ct) => Eventually.TrueAsync(async () =>
    {
        var news = await bidder.Api.ListAsync("/notifications", ct);
        var board = await bidder.Api.ListAsync("/bids", ct);
        return news.Count(note => note.Text("kind").StartsWith("bid", StringComparison.Ordinal)) >= acts
            && board.Any(entry => entry.Id("packageId") == packageId && entry.Text("status") == status);
    }, $"{acts} acts were told to the bidder and its board says {status}", ct);
}
