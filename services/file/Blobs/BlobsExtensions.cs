using Amazon;
using Amazon.Runtime;
using Amazon.S3;
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
            { Kind: BlobKind.S3 } options => new S3Blobs(Client(options.S3), options.S3.Bucket, provider.GetRequiredService<ILogger<S3Blobs>>()),
            var options => new LocalBlobs(options.Directory),
        });
        services.AddSingleton<OrphanBlobs>();
        services.AddHostedService(provider => provider.GetRequiredService<OrphanBlobs>());
        services.AddHealthChecks().AddCheck<BlobsHealthCheck>("blobs", HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(5));
        services.AddExceptionHandler<BlobFaults>();
        return builder;
    }

    internal static AmazonS3Client Client(S3Options options)
    {
        var config = new AmazonS3Config
        {
            // Other servers than Amazon's refuse the trailing checksums that the SDK would add by itself.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromSeconds(60),
        };
        if (options.ServiceUrl is { } url)
            (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (url.ToString(), true, options.Region);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        return options.AccessKey is { Length: > 0 } key
            ? new AmazonS3Client(new BasicAWSCredentials(key, options.SecretKey), config)
            : new AmazonS3Client(config);
    }
}
