using System.Text;
using BidForge.Archive;
using BidForge.Archive.Stores;
using BidForge.Testing.S3;

namespace BidForge.Files.Tests.Blobs;

/// <summary>Archives of bid history lie in the same store as files, apart from them.</summary>
public sealed class ArchiveStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bidforge-archive-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_directory_gives_back_what_was_put_there() =>
        GivesBackAsync(ArchiveStores.Of(new() { Directory = Path.Combine(folder, "blobs") }));

    [Fact]
    public async Task A_bucket_gives_back_what_was_put_there()
    {
        await using var server = await S3Server.StartAsync();
        await GivesBackAsync(ArchiveStores.Of(new()
        {
            Kind = "S3",
            S3 = new() { ServiceUrl = server.Address, Bucket = "bidforge", AccessKey = "S3RVER", SecretKey = "S3RVER" },
        }));
    }

    [Fact]
    public void A_store_that_is_not_named_right_is_refused()
    {
        Assert.Throws<ArchiveFailure>(() => ArchiveStores.Of(new() { Kind = "S3" }));
        Assert.Throws<ArchiveFailure>(() => ArchiveStores.Of(new() { Kind = "tape" }));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task GivesBackAsync(IArchiveStore store)
    {
        var file = Path.Combine(folder, "rows");
        await File.WriteAllTextAsync(file, "slot,bid_id\n1,2\n", Cancel);
        await store.PutAsync("bid_revisions/bid0/2024-05/1.csv.gz", file, Cancel);
        await store.PutAsync("bid_revisions/bid0/2024-05/1.manifest.json", file, Cancel);
        await store.PutAsync("bid_revisions/bid0/2024-04/1.manifest.json", file, Cancel);

        Assert.Equal(["bid_revisions/bid0/2024-04/1.manifest.json", "bid_revisions/bid0/2024-05/1.manifest.json"], await store.ListAsync(".manifest.json", Cancel));
        await using var back = await store.OpenAsync("bid_revisions/bid0/2024-05/1.csv.gz", Cancel);
        using var reader = new StreamReader(back, Encoding.UTF8);
        Assert.Equal("slot,bid_id\n1,2\n", await reader.ReadToEndAsync(Cancel));
        await Assert.ThrowsAsync<ArchiveFailure>(() => store.OpenAsync("bid_revisions/bid0/2024-05/2.csv.gz", Cancel));
    }
}
