using BidForge.Buckets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace BidForge.Files.Blobs;

internal static class BlobsExtensions
{
    /// <summary>Registers the <see cref="IBlobStore"/> that <c>Blobs:Kind</c> names, its health check and the removal of orphans.</summary>
    public static WebApplicationBuilder AddBlobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<BlobOptions>().BindConfiguration("Blobs").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IBlobStore>(provider => provider.GetRequiredService<IOptions<BlobOptions>>().Value switch
        {
            { Kind: BlobKind.S3 } options => new S3Blobs(BucketClient.Connect(options.S3), options.S3.Bucket, provider.GetRequiredService<ILogger<S3Blobs>>()),
            var options => new LocalBlobs(options.Directory),
        });
        services.AddSingleton<OrphanBlobs>();
        services.AddHostedService(provider => provider.GetRequiredService<OrphanBlobs>());
        services.AddHealthChecks().AddCheck<BlobsHealthCheck>("blobs", HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(5));
        services.AddExceptionHandler<BlobFaults>();
        return builder;
    }
}
