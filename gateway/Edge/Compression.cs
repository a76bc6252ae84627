using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace BidForge.Gateway.Edge;

/// <summary>Compresses text that is worth it: not event streams (they would wait in the compressor), not what is compressed already, not the few bytes of a small answer.</summary>
internal sealed class Compression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    private const int Smallest = 1000;

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Response.ContentLength is not < Smallest && !context.Response.Headers.ContainsKey("Content-Range") && base.ShouldCompressResponse(context);
}
