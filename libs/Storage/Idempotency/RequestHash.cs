using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BidForge.Storage.Idempotency;

/// <summary>What "the same request" means: method, path and body. Taken before the body is bound, for requests that carry a key.</summary>
public static class RequestHash
{
    public const string HeaderName = "Idempotency-Key";

    /// <summary>Call after <c>UseServiceDefaults</c>. Bodies are small (1 MB at most) and stay in memory, for they may hold prices; uploads don't take keys.</summary>
    public static WebApplication UseRequestHash(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers.ContainsKey(HeaderName) && context.GetEndpoint()?.Metadata.GetMetadata<IdempotentAttribute>() is not null)
                context.Items[typeof(RequestHash)] = await ComputeAsync(context.Request);
            await next(context);
        });
        return app;
    }

    /// <summary>null when <see cref="UseRequestHash"/> did not see the request.</summary>
    public static byte[]? Of(HttpContext context) => context.Items[typeof(RequestHash)] as byte[];

    private static async Task<byte[]> ComputeAsync(HttpRequest request)
    {
        request.EnableBuffering(bufferThreshold: 1024 * 1024);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
            hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}

/// <summary>Marks an endpoint whose writes take an <c>Idempotency-Key</c>.</summary>
public sealed class IdempotentAttribute : Attribute;
