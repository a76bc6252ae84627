using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>Opening, leveling and award of a package.</summary>
internal sealed class OpeningApi(Gateway gateway)
{
    /// <summary>Null while the bid service has not yet heard of the package.</summary>
    public Task<Opening?> FindAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.FindAsync<Opening>($"/packages/{packageId}/opening", cancellationToken);

    public Task<Opening> OpenAsync(Guid packageId, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Opening>(HttpMethod.Post, $"/packages/{packageId}/open", null, write, cancellationToken);

    public Task<Sheet> LevelingAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.GetAsync<Sheet>($"/packages/{packageId}/leveling", cancellationToken);

    public Task<Sheet> PlugAsync(Guid packageId, Plug plug, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Sheet>(HttpMethod.Put, $"/packages/{packageId}/leveling/plugs", plug, write, cancellationToken);

    /// <summary>Says which alternates count; those not named are left out.</summary>
    public Task<Sheet> TakeAsync(Guid packageId, IReadOnlyList<Guid> taken, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Sheet>(HttpMethod.Put, $"/packages/{packageId}/leveling/alternates", new { taken }, write, cancellationToken);

    /// <summary>Null while the bid service has not yet heard of the package.</summary>
    public Task<Estimate?> EstimateAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.FindAsync<Estimate>($"/packages/{packageId}/leveling/estimate", cancellationToken);

    public Task<Estimate> EstimateAsync(Guid packageId, Estimate estimate, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Estimate>(HttpMethod.Put, $"/packages/{packageId}/leveling/estimate", estimate, write, cancellationToken);

    public Task<Bid> EnterAsync(Guid packageId, ExternalBidInput bid, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Bid>(HttpMethod.Post, $"/packages/{packageId}/bids/external", bid, write, cancellationToken);

    public Task<Sheet> RemoveAsync(Guid packageId, Guid bidId, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Sheet>(HttpMethod.Delete, $"/packages/{packageId}/bids/external/{bidId}", null, write, cancellationToken);

    public Task<UndoneAward> UndoAsync(Guid packageId, string reason, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<UndoneAward>(HttpMethod.Post, $"/packages/{packageId}/award/undo", new { reason }, write, cancellationToken);

    public Task<Award> AwardAsync(Guid packageId, AwardInput award, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Award>(HttpMethod.Post, $"/packages/{packageId}/award", award, write, cancellationToken);
}
