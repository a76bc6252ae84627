using BidForge.Backups.Places;

namespace BidForge.Backups.Tests.Blobs;

public sealed class FolderToBucketTests(Buckets buckets) : MirrorContract
{
    private protected override Task<IPlace> NewSourceAsync() => Task.FromResult<IPlace>(new FolderPlace(Path.Combine(Root, $"source-{Guid.NewGuid():N}")));

    private protected override async Task<IPlace> NewStoreAsync() => new BucketPlace(await buckets.NewAsync(), pageSize: 3);
}

public sealed class BucketToFolderTests(Buckets buckets) : MirrorContract
{
    private protected override async Task<IPlace> NewSourceAsync() => new BucketPlace(await buckets.NewAsync(), pageSize: 3);

    private protected override Task<IPlace> NewStoreAsync() => Task.FromResult<IPlace>(new FolderPlace(Path.Combine(Root, "store")));
}
