using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

internal sealed class NotificationApi(Gateway gateway)
{
    public Task<Page<Notification>> ListAsync(bool unread, string? cursor, int limit, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Notification>>(
            new Query("/notifications").Add("unread", unread ? "true" : null).Add("cursor", cursor).Add("limit", limit), cancellationToken);

    public async Task<int> UnreadAsync(CancellationToken cancellationToken) =>
        (await gateway.GetAsync<UnreadCount>("/notifications/unread-count", cancellationToken)).Count;

    public Task ReadAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, $"/notifications/{id}/read", null, default, cancellationToken);

    public Task ReadAllAsync(CancellationToken cancellationToken) =>
        gateway.SendAsync(HttpMethod.Post, "/notifications/read-all", null, default, cancellationToken);

    /// <summary>The live stream (server-sent events), resumed after <paramref name="lastEventId"/>.</summary>
    public Task<HttpResponseMessage> StreamAsync(string? lastEventId, CancellationToken cancellationToken)
    {
        var request = Gateway.To(HttpMethod.Get, "/notifications/stream");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (!string.IsNullOrEmpty(lastEventId)) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return gateway.StreamAsync(request, cancellationToken);
    }
}
