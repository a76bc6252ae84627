namespace BidForge.Web.Endpoints;

internal static class UploadDocuments
{
    public static Task<IResult> HandleAsync(Guid packageId, Upload upload, CancellationToken cancellationToken) =>
        upload.RunAsync("document", packageId, $"/packages/{packageId}#documents", _ => Task.CompletedTask, cancellationToken);
}
