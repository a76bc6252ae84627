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

    /// <summary>A mirror from one to the other, as variables say it to <c>./bidforge backup blobs</c>; without keys.</summary>
    internal static Dictionary<string, string> Variables(BucketOptions from, BucketOptions to, string keyFile) => new()
    {
        ["Blobs__Kind"] = "S3",
        ["Blobs__S3__ServiceUrl"] = from.ServiceUrl!.ToString(),
        ["Blobs__S3__Bucket"] = from.Bucket,
        ["Backups__Kind"] = "S3",
        ["Backups__S3__ServiceUrl"] = to.ServiceUrl!.ToString(),
        ["Backups__S3__Bucket"] = to.Bucket,
        ["Backups__KeyFile"] = keyFile,
    };

    internal async Task<BucketOptions> NewAsync()
    {
        var options = new BucketOptions { ServiceUrl = server.Address, Bucket = $"test-{Guid.NewGuid():N}", AccessKey = "S3RVER", SecretKey = "S3RVER" };
        using var s3 = BucketClient.Connect(options);
        await s3.PutBucketAsync(options.Bucket);
        return options;
    }
}
