using BidForge.Files.Previews;
using BidForge.Files.Reading;
using BidForge.Files.Uploads;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace BidForge.Files;

internal static class FileEndpoints
{
    public static void MapFiles(this WebApplication app)
    {
        var routes = app.MapGroup("/api/v1");
        var files = routes.MapGroup("/files").WithTags("Files");
        files.MapPost("", UploadFile.HandleAsync)
            .RequireAuthorization(Policies.Estimator)
            .WithMetadata(new BodyLimit(app.Services.GetRequiredService<IOptions<UploadOptions>>().Value.MaximumSize))
            .WithSummary("Upload a file")
            .WithDescription("""
                The body is the file itself, under its Content-Type; the query says `purpose` (document, bidAttachment), `packageId` and `name`.
                With `Content-Digest: sha-256=:...:` (RFC 9530) what arrives is checked against it. With `Idempotency-Key` an upload can be sent again: the same file is answered.
                """)
            .AddOpenApiOperationTransformer(UploadDescription.DescribeAsync)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        files.MapGet("/{fileId:guid}", GetFile.HandleAsync).WithSummary("What is known of a file");
        files.MapMethods("/{fileId:guid}/content", [HttpMethods.Get, HttpMethods.Head], Download.HandleAsync).WithSummary("The bytes of a file, whole or a range of them");
        files.MapGet("/{fileId:guid}/preview", GetPreview.HandleAsync)
            .WithSummary("A picture, made small")
            .WithDescription("""
                A JPEG that fits inside 1200 by 800 pixels, turned the way it is meant to be seen, with nothing in it but its pixels: for whoever may read the file.
                404 `file.no-preview` for what is no picture, and for one that none can be made of.
                """)
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        files.MapDelete("/{fileId:guid}", DeleteFile.HandleAsync).RequireAuthorization(Policies.Estimator).WithSummary("Delete an own file");
        routes.MapGet("/packages/{packageId:guid}/documents", ListDocuments.HandleAsync).WithTags("Files").WithSummary("The documents of a package");
    }

    /// <summary>Raises Kestrel's limit for the upload alone. It is a little higher than the service's own, whose refusal says more.</summary>
    private sealed class BodyLimit(long maximumSize) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize { get; } = maximumSize + (64 * 1024);
    }
}
