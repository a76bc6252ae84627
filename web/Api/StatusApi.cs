using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>How the marketplace stands.</summary>
internal sealed class StatusApi(Gateway gateway)
{
    public Task<PublicStatus> ReadAsync(CancellationToken cancellationToken) => gateway.GetAsync<PublicStatus>("/status", cancellationToken);

    /// <summary>For administrators of the marketplace only: others are refused by the API.</summary>
    public Task<WholeStatus> ReadWholeAsync(CancellationToken cancellationToken) => gateway.GetAsync<WholeStatus>("/admin/system", cancellationToken);
}
