using Amazon.Runtime;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Files.Blobs;

/// <summary>A blob store that does not answer or has no room is 503 with Retry-After; bytes that are gone are said to be gone.</summary>
internal sealed partial class BlobFaults(ILogger<BlobFaults> logger) : Microsoft.AspNetCore.Diagnostics.IExceptionHandler
{
    private const int DiskFull = unchecked((int)0x80070070);
    private const int NoSpaceOnLinux = 28;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BlobMissingException missing:
                BytesAreGone(logger, missing.Id);
                await Problem.Of(StatusCodes.Status500InternalServerError, FileProblems.ContentMissing, "The content of this file is missing. It has been reported.").ExecuteAsync(context);
                return true;
            case AmazonClientException or AmazonServiceException or UnauthorizedAccessException or IOException { HResult: DiskFull or NoSpaceOnLinux }:
                StoreUnavailable(logger, exception.GetType().Name, exception.Message);
                context.Response.Headers.RetryAfter = "5";
                await Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "Files can't be stored or read at the moment. Try again.").ExecuteAsync(context);
                return true;
            default:
                return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The bytes of file {FileId} are not in the blob store: restore them from a backup")]
    private static partial void BytesAreGone(ILogger logger, Guid fileId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The blob store fails: {Fault} {Reason}")]
    private static partial void StoreUnavailable(ILogger logger, string fault, string reason);
}
