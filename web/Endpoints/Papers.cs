using BidForge.Web.Api;

namespace BidForge.Web.Endpoints;

/// <summary>What people take away as files: receipts with what proves them, and the leveling sheet.</summary>
internal static class Papers
{
    public static void MapPapers(this IEndpointRouteBuilder routes)
    {
        var bid = routes.MapGroup("/bids/{id:guid}").RequireAuthorization();
        bid.MapGet("/receipt.json", (Guid id, int? revision, HttpContext context, Gateway gateway) => PassAsync(context, gateway, Bid(id, "receipt", revision), "receipt.json"));
        bid.MapGet("/bid.json", (Guid id, int? revision, HttpContext context, Gateway gateway) => PassAsync(context, gateway, Bid(id, "document", revision), "bid.json"));
        bid.MapGet("/proof.json", (Guid id, int? revision, HttpContext context, Gateway gateway) => PassAsync(context, gateway, Bid(id, "proof", revision), "proof.json"));

        var package = routes.MapGroup("/packages/{id:guid}").RequireAuthorization();
        package.MapGet("/root.json", (Guid id, HttpContext context, Gateway gateway) => PassAsync(context, gateway, $"/packages/{id}/opening/root", "root.json"));
        package.MapGet("/leveling.csv", (Guid id, HttpContext context, Gateway gateway) => PassAsync(context, gateway, $"/packages/{id}/leveling.csv", $"leveling-{id}.csv"));
        package.MapGet("/leveling.pdf", (Guid id, HttpContext context, Gateway gateway) => PassAsync(context, gateway, $"/packages/{id}/leveling.pdf", $"leveling-{id}.pdf"));
    }

    private static string Bid(Guid id, string what, int? revision) => new Query($"/bids/{id}/{what}").Add("revision", revision).ToString();

    private static async Task PassAsync(HttpContext context, Gateway gateway, string path, string name)
    {
        using var request = Gateway.To(HttpMethod.Get, path);
        using var answer = await gateway.StreamAsync(request, context.RequestAborted);
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.Headers.ContentDisposition = $"attachment; filename={name}";
        context.Response.Headers.CacheControl = "private, no-store";
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
