using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace BidForge.ServiceDefaults.Http;

/// <summary>
/// Answers that are the same for everybody and that a CDN may keep: with an <c>ETag</c> of what they hold, and 304 for who has it already (RFC 9110, 13.1.2).
/// Never for an endpoint that looks at who asks.
/// </summary>
/// <param name="Fresh">How long a browser takes its own copy without asking.</param>
/// <param name="Shared">How long a shared cache does: <c>s-maxage</c>.</param>
/// <param name="Stale">How much longer a shared cache may answer with what it has while it asks anew: <c>stale-while-revalidate</c> (RFC 5861).</param>
public sealed record PublicCache(TimeSpan Fresh, TimeSpan Shared, TimeSpan Stale)
{
    private string CacheControl { get; } = string.Create(
        CultureInfo.InvariantCulture, $"public, max-age={Fresh.TotalSeconds:0}, s-maxage={Shared.TotalSeconds:0}, stale-while-revalidate={Stale.TotalSeconds:0}");

    internal async Task AnswerAsync(IResult answer, HttpContext context)
    {
        var response = context.Response;
        var body = response.Body;
        using var held = new MemoryStream();
        response.Body = held;
        try
        {
            await answer.ExecuteAsync(context);
        }
        finally
        {
            response.Body = body;
        }
        if (response.StatusCode is StatusCodes.Status200OK)
        {
            var tag = TagOf(held);
            response.Headers.ETag = tag.ToString();
            response.Headers.CacheControl = CacheControl;
            if (context.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                response.ContentLength = null;
                return;
            }
        }
        held.Position = 0;
        await held.CopyToAsync(body, context.RequestAborted);
    }

    // Weak: on its way out the answer may be compressed one way or another.
    private static EntityTagHeaderValue TagOf(MemoryStream held) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(held.GetBuffer().AsSpan(0, (int)held.Length)).AsSpan(0, 16))}\"", isWeak: true);
}

public static class PublicCacheExtensions
{
    /// <summary>See <see cref="PublicCache"/>. The endpoint answers with a result, as all here do.</summary>
    public static RouteHandlerBuilder CachedForEverybody(this RouteHandlerBuilder endpoint, TimeSpan fresh, TimeSpan shared, TimeSpan stale)
    {
        var cache = new PublicCache(fresh, shared, stale);
        return endpoint.AddEndpointFilter(async (context, next) => await next(context) is IResult answer ? new Cached(answer, cache) : throw new InvalidOperationException("Only results can be cached."));
    }

    private sealed class Cached(IResult answer, PublicCache cache) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => cache.AnswerAsync(answer, httpContext);
    }
}
