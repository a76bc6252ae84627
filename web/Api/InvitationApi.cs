using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>Who is asked to bid, and what they say to it.</summary>
internal sealed class InvitationApi(Gateway gateway)
{
    public Task<InviteOutcome> InviteAsync(Guid packageId, IReadOnlyList<Guid> companyIds, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<InviteOutcome>(HttpMethod.Post, $"/packages/{packageId}/invitations", new { companyIds }, write, cancellationToken);

    public Task<Page<Invitation>> OfPackageAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Invitation>>($"/packages/{packageId}/invitations?limit=100", cancellationToken);

    public Task<Page<Invitation>> MineAsync(InvitationStatus? status, string? cursor, int limit, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Invitation>>(
            new Query("/invitations").Add("status", status).Add("cursor", cursor).Add("limit", limit), cancellationToken);

    public Task ViewedAsync(Guid packageId, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, $"/packages/{packageId}/invitations/mine/viewed", null, default, cancellationToken);

    public Task AnswerAsync(Guid packageId, InvitationStatus answer, string? reason, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Put, $"/packages/{packageId}/invitations/mine", new { answer, reason }, write, cancellationToken);
}
