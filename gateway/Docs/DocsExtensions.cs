using BidForge.Gateway.Edge;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Gateway.Docs;

internal static class DocsExtensions
{
    public static void AddDocs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MergedDocument>();
        builder.Services.AddHttpClient(MergedDocument.ClientName).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5));
    }

    /// <summary>/docs: the merged document as a page to try it on.</summary>
    public static void UseDocs(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/docs"))
                context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.DocsPolicy;
            return next(context);
        });
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "BidForge API";
            page.SwaggerEndpoint("/openapi/v1.json", "BidForge v1");
        });
    }

    public static void MapDocs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/openapi/v1.json", async (MergedDocument document, CancellationToken cancellationToken) =>
                TypedResults.Bytes(await document.ReadAsync(cancellationToken), "application/json"))
            .CachedForEverybody(fresh: TimeSpan.FromMinutes(1), shared: TimeSpan.FromMinutes(1), stale: TimeSpan.FromMinutes(5));
}
