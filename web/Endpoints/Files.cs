using BidForge.Web.Api;

namespace BidForge.Web.Endpoints;

/// <summary>Uploads and downloads: streams between browser and gateway.</summary>
internal static class Files
{
    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/files/{id:guid}", Download.HandleAsync).RequireAuthorization();
        routes.MapGet("/files/{id:guid}/preview", Download.PreviewAsync).RequireAuthorization();
        // The token is checked by hand: the framework would read the whole upload into memory and disk to find it.
        routes.MapPost("/packages/{packageId:guid}/documents", UploadDocuments.HandleAsync).RequireAuthorization().DisableAntiforgery();
        routes.MapPost("/packages/{packageId:guid}/bid/attachments", UploadAttachments.HandleAsync).RequireAuthorization().DisableAntiforgery();
    }
}
