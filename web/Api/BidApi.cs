using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>A subcontractor's bids: sealed until the due time, changed only by their bidder.</summary>
internal sealed class BidApi(Gateway gateway)
{
    public Task<Bid?> MineAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.FindAsync<Bid>($"/packages/{packageId}/bids/mine", cancellationToken);

    public Task<Acceptance> SubmitAsync(Guid packageId, BidInput bid, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Acceptance>(HttpMethod.Post, $"/packages/{packageId}/bids", bid, write, cancellationToken);

    public Task<Acceptance> ReviseAsync(Guid id, BidInput bid, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Acceptance>(HttpMethod.Put, $"/bids/{id}", bid, write, cancellationToken);

    public Task<Acceptance> WithdrawAsync(Guid id, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Acceptance>(HttpMethod.Post, $"/bids/{id}/withdraw", null, write, cancellationToken);

    public Task<Bid> GetAsync(Guid id, CancellationToken cancellationToken) => gateway.GetAsync<Bid>($"/bids/{id}", cancellationToken);

    /// <summary>Of the latest act.</summary>
    public Task<SignedReceipt> ReceiptAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<SignedReceipt>($"/bids/{id}/receipt", cancellationToken);

    public Task<Page<BidRevision>> RevisionsAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<BidRevision>>($"/bids/{id}/revisions?limit=100", cancellationToken);

    public Task<Page<Disclosure>> ViewsAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Disclosure>>($"/bids/{id}/views?limit=100", cancellationToken);

    public Task<Page<BoardItem>> BoardAsync(BidStatus? status, string? cursor, int limit, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<BoardItem>>(
            new Query("/bids").Add("status", status).Add("cursor", cursor).Add("limit", limit), cancellationToken);
}
