using System.Security.Cryptography;
using BidForge.Buckets;
using BidForge.Files.Blobs;
using BidForge.Files.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace BidForge.Files.Tests.Blobs;

/// <summary>What every blob store does.</summary>
public abstract class BlobStoreContract
{
    private protected abstract IBlobStore Store { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Sizes => [1, 70_000, BucketUpload.PartSize, BucketUpload.PartSize + 1, (2 * BucketUpload.PartSize) + 12_345];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task What_was_written_is_read(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var id = await WriteAsync(bytes);
        await using var stream = Store.Open(id, size);
        Assert.Equal(size, stream.Length);
        Assert.Equal(SHA256.HashData(bytes), await SHA256.HashDataAsync(stream, Cancel));
    }

    [Fact]
    public async Task Reading_starts_anywhere()
    {
        var bytes = RandomNumberGenerator.GetBytes(9_000_000);
        var id = await WriteAsync(bytes);
        await using var stream = Store.Open(id, bytes.Length);
        foreach (var at in new[] { 8_500_000, 0, 4_321, bytes.Length - 5 })
        {
            stream.Seek(at, SeekOrigin.Begin);
            var part = new byte[5];
            await stream.ReadExactlyAsync(part, Cancel);
            Assert.Equal(bytes[at..(at + 5)], part);
        }
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancel));
    }

    [Fact]
    public async Task An_upload_that_is_not_completed_is_nowhere()
    {
        var id = Guid.CreateVersion7();
        await using (var upload = await Store.BeginAsync(id, Cancel))
            await upload.WriteAsync(new byte[BucketUpload.PartSize + 100], Cancel);
        Assert.DoesNotContain(id, await ListAsync(DateTimeOffset.MaxValue));
        await MissingAsync(id);
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_may_be_deleted_again()
    {
        var id = await WriteAsync([1, 2, 3]);
        await Store.DeleteAsync(id, Cancel);
        await MissingAsync(id);
        await Store.DeleteAsync(id, Cancel);
        await Store.DeleteAsync(Guid.NewGuid(), Cancel);
    }

    [Fact]
    public async Task The_list_holds_what_is_older_than_asked()
    {
        var id = await WriteAsync([1]);
        Assert.Contains(id, await ListAsync(TimeProvider.System.GetUtcNow().AddMinutes(1)));
        Assert.DoesNotContain(id, await ListAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1)));
    }

    [Fact]
    public Task A_store_that_works_passes_its_check() => Store.CheckAsync(Cancel);

    private protected async Task<Guid> WriteAsync(byte[] bytes)
    {
        var id = Guid.CreateVersion7();
        await using var upload = await Store.BeginAsync(id, Cancel);
        for (var rest = bytes.AsMemory(); rest.Length > 0; rest = rest[Math.Min(rest.Length, 65_000)..])
            await upload.WriteAsync(rest[..Math.Min(rest.Length, 65_000)], Cancel);
        await upload.CompleteAsync(Cancel);
        return id;
    }

    private async Task<List<Guid>> ListAsync(DateTimeOffset before) => await Store.ListAsync(before, Cancel).ToListAsync(Cancel);

    private Task MissingAsync(Guid id) => Assert.ThrowsAsync<BlobMissingException>(async () =>
    {
        await using var stream = Store.Open(id, 3);
        await stream.ReadExactlyAsync(new byte[3], Cancel);
    });
}

[Collection("small files")]
public sealed class LocalBlobsTests(Servers servers) : BlobStoreContract
{
    private protected override IBlobStore Store => servers.Small.Blobs;

    [Fact]
    public async Task What_unfinished_uploads_left_is_discarded_when_it_is_old()
    {
        var cancel = TestContext.Current.CancellationToken;
        var directory = Directory.CreateTempSubdirectory("bidforge-blobs-").FullName;
        var store = new LocalBlobs(directory);
        var leftover = Path.Combine(directory, "incoming", Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(leftover, [1], cancel);
        await store.DiscardUnfinishedAsync(TimeProvider.System.GetUtcNow().AddHours(-1), cancel);
        Assert.True(File.Exists(leftover));
        await store.DiscardUnfinishedAsync(TimeProvider.System.GetUtcNow().AddHours(1), cancel);
        Assert.False(File.Exists(leftover));
        Directory.Delete(directory, recursive: true);
    }
}

[Collection("S3 blobs")]
public sealed class S3BlobsTests(Servers servers) : BlobStoreContract
{
    private protected override IBlobStore Store => servers.OnS3.Blobs;

    [Fact]
    public async Task A_list_of_several_pages_names_each_blob_once()
    {
        var options = new BucketOptions { ServiceUrl = servers.S3.Address, Bucket = "bidforge", AccessKey = "S3RVER", SecretKey = "S3RVER" };
        using var paged = new S3Blobs(BucketClient.Connect(options), options.Bucket, NullLogger<S3Blobs>.Instance, pageSize: 2);
        var written = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => WriteAsync([1])));
        var listed = await paged.ListAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(written.Except(listed));
        Assert.Equal(listed.Count, listed.Distinct().Count());
    }
}
