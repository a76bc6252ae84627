using BidForge.Backups.Blobs;
using BidForge.Backups.Places;

namespace BidForge.Backups.Tests.Blobs;

/// <summary>What a run does not fall for.</summary>
public sealed class MirrorRunTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("bidforge-mirror-").FullName;
    private readonly Scene scene;

    public MirrorRunTests() => scene = new Scene(new FolderPlace(Path.Combine(root, "source")), new FolderPlace(Path.Combine(root, "store")), root);

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task More_than_half_gone_at_once_is_not_believed()
    {
        await scene.PutAsync([.. Enumerable.Range(1, 210)]);
        await scene.RunAsync();
        foreach (var number in Enumerable.Range(1, 120))
            await scene.DeleteAsync(number);
        var failure = await Assert.ThrowsAsync<BackupFailure>(() => scene.RunAsync(day: 1));
        Assert.Contains("120 of 210 blobs", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await scene.ListAsync()).Gone);
        Assert.Equal(120, (await scene.RunAsync(day: 1, goneLimit: 60)).Gone);
    }

    [Fact]
    public async Task A_blob_that_a_listing_left_out_is_asked_for_before_it_is_marked()
    {
        await scene.PutAsync(1, 2, 3);
        await scene.RunAsync();
        await scene.DeleteAsync(3);
        var outdated = new PlaceThatFails(scene.Source) { Listing = files => files.Where(file => file.Name != Scene.Name(2)) };
        Assert.Equal(1, (await scene.RunAsync(day: 1, from: outdated)).Gone);
        Assert.Equal(2, (await scene.RestoreAsync(scene.NewFolder())).Restored);
    }

    [Fact]
    public async Task A_listing_out_of_order_is_refused()
    {
        await scene.PutAsync(1, 2, 3);
        await scene.RunAsync();
        var failure = await Assert.ThrowsAsync<BackupFailure>(() => scene.RunAsync(day: 1, from: new PlaceThatFails(scene.Source) { Listing = files => files.Reverse() }));
        Assert.Contains("not listed in order", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await scene.ListAsync()).Gone);
    }

    [Fact]
    public async Task What_is_on_its_way_in_is_not_copied()
    {
        await scene.PutAsync("incoming/0123", "half of");
        await scene.PutAsync("archive/x.csv.gz", "whole");
        await File.WriteAllTextAsync(Path.Combine(root, "source", "archive", "y.csv.gz.incoming"), "half of", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await scene.RunAsync()).Copied);
    }

    [Fact]
    public async Task A_name_that_no_blob_has_is_told_and_the_others_are_copied()
    {
        await scene.PutAsync("blobs/a b", "odd");
        await scene.PutAsync("blobs/a!b", "odd");
        await scene.PutAsync(1);
        var run = await scene.RunAsync();
        Assert.Equal((1, 2), (run.Copied, run.ProblemCount));
    }

    [Fact]
    public async Task A_name_that_begins_another_keeps_its_place()
    {
        // The order of the names alone, which a longer file name must not change.
        foreach (var name in new[] { "a", "a-", "a.b", "a/b", "a0", "aa" })
            await scene.PutAsync(name is "a/b" ? "a_/b" : name, name);
        await scene.RunAsync();
        Assert.Equal((6, 0, 0), await scene.RunAsync(day: 1) is var again ? (again.Blobs, again.Copied, again.Gone) : default);
    }

    [Fact]
    public async Task A_mark_that_was_not_made_with_the_key_deletes_nothing()
    {
        await scene.PutAsync(1, 2);
        await scene.RunAsync();
        await scene.DeleteAsync(2);
        await scene.RunAsync(day: 1);
        var mark = Assert.Single(await Scene.NamesAsync(scene.Store, "blobs/gone/"));
        var (root, time) = (Path.Combine(this.root, "store"), mark.LastIndexOf('!'));
        File.Move(Path.Combine(root, mark), Path.Combine(root, $"{mark[..time]}!20200101T000000000Z.sealed"));
        Assert.Equal((0, 1), await scene.RunAsync(day: 2) is var run ? (run.Deleted, run.ProblemCount) : default);
        Assert.Equal(2, (await scene.ListAsync()).Kept);
    }

    [Fact]
    public async Task A_blob_that_is_not_as_long_as_it_was_listed_is_not_kept()
    {
        await scene.PutAsync(1, 2);
        var growing = new PlaceThatFails(scene.Source) { Listing = files => files.Select(file => file.Name == Scene.Name(2) ? file with { Size = file.Size - 1 } : file) };
        Assert.Contains("was not whole", Assert.Single((await scene.RunAsync(from: growing)).Problems), StringComparison.Ordinal);
        Assert.Equal(1, (await scene.RunAsync()).Copied);
    }

    [Fact]
    public async Task A_copy_that_was_sealed_right_and_is_not_what_was_copied_is_found()
    {
        await scene.PutAsync(1, 2);
        await scene.RunAsync();
        var blob = await new Mirror(scene.Files).KeptAsync(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
        await scene.Files.PutAsync(blob.File, stream => stream.WriteAsync(new byte[blob.Size + 32]).AsTask(), TestContext.Current.CancellationToken);
        Assert.Contains("checksum", Assert.Single((await scene.VerifyAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_of_five_percent_reads_everything_once_in_twenty_weeks()
    {
        var names = Enumerable.Range(0, 2000).Select(Scene.Name).ToList();
        var weeks = Enumerable.Range(0, 20).Select(week => new Share(5, Scene.Now.AddDays(7 * week))).Select(share => names.FindAll(share.Has)).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), weeks.SelectMany(week => week).Order(StringComparer.Ordinal));
        Assert.All(weeks, week => Assert.InRange(week.Count, 50, 160));
        Assert.All(names, name => Assert.True(new Share(100, Scene.Now).Has(name)));
    }
}
