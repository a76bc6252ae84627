using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

internal sealed class AnalyticsApi(Gateway gateway)
{
    public Task<ContractorNumbers> ContractorAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync<ContractorNumbers>("/analytics/contractor", cancellationToken);

    public Task<SubcontractorNumbers> SubcontractorAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync<SubcontractorNumbers>("/analytics/subcontractor", cancellationToken);

    /// <summary>Null before the opening, and until the numbers have arrived.</summary>
    public Task<Spread?> SpreadAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.FindAsync<Spread>($"/analytics/packages/{packageId}/spread", cancellationToken, "package.not-opened");
}
