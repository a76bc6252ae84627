using System.Net.Http.Headers;
using BidForge.Web.Sessions;
using Microsoft.Extensions.Options;

namespace BidForge.Web.Api;

/// <summary>Adds who is asking: the user's access token, and the browser's address for the gateway's limits.</summary>
internal sealed class UserHeaders(IHttpContextAccessor accessor, IOptions<WebOptions> options) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext is not { } context) return base.SendAsync(request, cancellationToken);
        if (context.AccessToken() is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (context.Connection.RemoteIpAddress is { } address)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
            if (options.Value.Key is { Length: > 0 } key) request.Headers.TryAddWithoutValidation("X-BidForge-Web", key);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
