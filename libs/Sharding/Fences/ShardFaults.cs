using BidForge.Messaging;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace BidForge.Sharding.Fences;

/// <summary>Answers 503 with Retry-After to requests whose shard, or what else must be asked before deciding, is away.</summary>
internal sealed class ShardFaults(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not UnavailableException)
            return false;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "What decides this is out of reach for the moment, and nothing was decided. Try again.",
            },
        });
    }
}
