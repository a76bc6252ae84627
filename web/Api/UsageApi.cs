using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>What the own company uses of its plan.</summary>
internal sealed class UsageApi(Gateway gateway)
{
    public Task<Usage> ReadAsync(CancellationToken cancellationToken) => gateway.GetAsync<Usage>("/usage", cancellationToken);
}
