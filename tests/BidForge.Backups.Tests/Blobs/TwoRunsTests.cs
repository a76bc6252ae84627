using BidForge.Backups.Places;

namespace BidForge.Backups.Tests.Blobs;

/// <summary>Two runs at once leave what one would: in a folder they take turns, in a bucket they do some things twice.</summary>
public sealed class TwoRunsTests(Buckets buckets) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("bidforge-mirror-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task In_a_folder()
    {
        var scene = await BegunAsync(new FolderPlace(Path.Combine(root, "store")));
        var both = await Task.WhenAll(scene.RunAsync(day: 1), scene.RunAsync(day: 1));
        Assert.Equal([0, 3], both.Select(run => run.Copied).Order());
        await IsRightAsync(scene);
    }

    [Fact]
    public async Task In_a_bucket()
    {
        using var bucket = new BucketPlace(await buckets.NewAsync());
        var scene = await BegunAsync(bucket);
        var once = 0;
        // The first has compared everything and copied nothing yet when the second does it all.
        var first = new PlaceThatFails(scene.Source) { Opening = () => Interlocked.Exchange(ref once, 1) is 0 ? scene.RunAsync(day: 1) : Task.CompletedTask };
        Assert.InRange((await scene.RunAsync(day: 1, from: first)).Copied, 1, 3);
        await IsRightAsync(scene);
    }

    private async Task<Scene> BegunAsync(IPlace store)
    {
        var scene = new Scene(new FolderPlace(Path.Combine(root, "source")), store, root);
        await scene.PutAsync(1, 2, 3, 4, 5);
        await scene.RunAsync();
        await scene.DeleteAsync(5);
        await scene.PutAsync(6, 7, 8);
        return scene;
    }

    private static async Task IsRightAsync(Scene scene)
    {
        Assert.Equal((8, 8, 0), await scene.VerifyAsync() is var verified ? (verified.Kept, verified.Read, verified.ProblemCount) : default);
        Assert.Equal(7, (await scene.RestoreAsync(scene.NewFolder())).Restored);
    }
}
