namespace BidForge.Monitoring.Tests.Secrecy.Views;

/// <summary>Ids that somebody may try: before there is a bid they name nothing, afterwards they are the true ones. Answers must not differ but for the ids themselves.</summary>
internal sealed record Guess(Guid BidId, Guid FileId)
{
    /// <summary>Well-formed ids of nothing, in the package's own slot.</summary>
    public static Guess Before(Guid packageId) => new(Guid.Parse($"{packageId.ToString()[..24]}{Guid.NewGuid().ToString()[24..]}"), Guid.CreateVersion7());

    /// <summary>Without the ids themselves.</summary>
    public string Blank(string text) => text.Replace(BidId.ToString(), "{bid}", StringComparison.Ordinal).Replace(FileId.ToString(), "{file}", StringComparison.Ordinal);
}
