using BidForge.Web.Drafts;

namespace BidForge.Web.Endpoints;

internal static class UploadAttachments
{
    public static Task<IResult> HandleAsync(Guid packageId, Upload upload, BidDrafts drafts, CancellationToken cancellationToken) =>
        upload.RunAsync(
            "bidAttachment", packageId, $"/packages/{packageId}/bid#attachments", file => drafts.AttachAsync(packageId, file.Id), cancellationToken);
}
