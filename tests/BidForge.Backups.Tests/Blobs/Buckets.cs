using BidForge.Buckets;
using BidForge.Testing.S3;

[assembly: AssemblyFixture(typeof(BidForge.Backups.Tests.Blobs.Buckets))]

namespace BidForge.Backups.Tests.Blobs;

/// <summary>A server that speaks S3, with a bucket of its own for whoever asks.</summary>
public sealed class Buckets : IAsyncLifetime
{
    private S3Server server = null!;

    public async ValueTask InitializeAsync() => server = await S3Server.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal async Task<BucketOptions> NewAsync()
    {
        var options = new BucketOptions { ServiceUrl = server.Address, Bucket = $"test-{Guid.NewGuid():N}", AccessKey = "S3RVER", SecretKey = "S3RVER" };
        using var s3 = BucketClient.Connect(options);
        await s3.PutBucketAsync(options.Bucket);
        return options;
    }
}
