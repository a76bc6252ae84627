using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace BidForge.Buckets;

/// <summary>The way to a bucket of Amazon S3 or of a server that speaks its protocol.</summary>
public static class BucketClient
{
    public static AmazonS3Client Connect(BucketOptions options)
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
