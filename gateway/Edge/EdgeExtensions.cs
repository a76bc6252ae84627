using System.IO.Compression;
using BidForge.Gateway.Routing;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace BidForge.Gateway.Edge;

internal static class EdgeExtensions
{
    private static readonly string[] MoreTypes = ["application/problem+json", "image/svg+xml", "application/manifest+json"];

    public static void AddEdge(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<WebOptions>().BindConfiguration("Web").ValidateDataAnnotations().ValidateOnStart();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, .. MoreTypes];
        });
        services.AddSingleton<IResponseCompressionProvider, Compression>();
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, "RateLimit", "RateLimit-Policy", "X-Trace-Id")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }

    public static void UseEdge(this WebApplication app)
    {
        app.UseMiddleware<ClientAddress>();
        app.UseMiddleware<AccessLog>();
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<MetricsGuard>();
    }

    /// <summary>Other sites' pages may call the API if <c>Cors:Origins</c> names them; the pages of this site are nobody else's.</summary>
    public static void UseApiCors(this WebApplication app) => app.UseWhen(
        context => context.ServiceName() is not (null or RouteTable.Web) || context.Request.Path.StartsWithSegments("/api"),
        api => api.UseCors());
}
