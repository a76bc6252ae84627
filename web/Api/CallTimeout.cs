using Microsoft.Extensions.Options;

namespace BidForge.Web.Api;

/// <summary>Bounds plain calls; streams (uploads, downloads, events) end with their reader instead.</summary>
internal sealed class CallTimeout(IOptions<WebOptions> options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (request.Content is StreamContent || path.EndsWith("/stream", StringComparison.Ordinal)
            || path.EndsWith("/content", StringComparison.Ordinal) || path.EndsWith("/preview", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        return await base.SendAsync(request, limit.Token);
    }
}
