using Microsoft.AspNetCore.Http;

namespace BidForge.Storage.Idempotency;

/// <summary>An answer as bytes, so that it can be kept with the write and sent again.</summary>
internal sealed record CapturedAnswer(int Status, string? ContentType, string? ETag, string? Location, byte[] Body) : IResult
{
    /// <summary>Runs the handler and its result against a buffer; the real response is not started.</summary>
    public static async Task<CapturedAnswer> RunAsync(HttpContext context, Func<Task<object?>> handler)
    {
        var wire = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            switch (await handler())
            {
                case IResult result:
                    await result.ExecuteAsync(context);
                    break;
                case { } value:
                    await TypedResults.Json(value).ExecuteAsync(context);
                    break;
            }
            var headers = context.Response.Headers;
            return new(context.Response.StatusCode, context.Response.ContentType, headers.ETag, headers.Location, buffer.ToArray());
        }
        finally
        {
            context.Response.Body = wire;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (ETag is not null)
            response.Headers.ETag = ETag;
        if (Location is not null)
            response.Headers.Location = Location;
        if (Body.Length is 0)
            return;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
