using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>How the marketplace stands.</summary>
internal sealed class StatusApi(Gateway gateway)
{
    public Task<PublicStatus> ReadAsync(CancellationToken cancellationToken) => gateway.GetAsync<PublicStatus>("/status", cancellationToken);

    /// <summary>For administrators of the marketplace only: others are refused by the API.</summary>
    public Task<WholeStatus> ReadWholeAsync(CancellationToken cancellationToken) => gateway.GetAsync<WholeStatus>("/admin/system", cancellationToken);

    public async Task<IReadOnlyList<ListedErrors>> ErrorsAsync(CancellationToken cancellationToken) =>
        (await gateway.GetAsync<ErrorPage>("/admin/errors?limit=100", cancellationToken)).Data;

    public Task PutAwayAsync(string group, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Delete, $"/admin/errors/{group}", null, default, cancellationToken);
}
