using System.Security.Cryptography;
using System.Text;
using BidForge.Backups.Blobs;
using BidForge.Backups.Places;
using BidForge.Backups.Sealing;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Tests.Blobs;

/// <summary>What a mirror does, wherever it lies and whatever it mirrors.</summary>
public abstract class MirrorContract : IAsyncLifetime
{
    private Scene scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string Root { get; } = Directory.CreateTempSubdirectory("bidforge-mirror-").FullName;

    private protected abstract Task<IPlace> NewSourceAsync();

    private protected abstract Task<IPlace> NewStoreAsync();

    public async ValueTask InitializeAsync() => scene = new Scene(await NewSourceAsync(), await NewStoreAsync(), Root);

    public ValueTask DisposeAsync()
    {
        scene.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_new_is_copied_once()
    {
        await scene.PutAsync(1, 2);
        Assert.Equal((2, 2), Of(await scene.RunAsync()));
        await scene.PutAsync(3);
        Assert.Equal((3, 1), Of(await scene.RunAsync()));
        Assert.Equal((3, 0), Of(await scene.RunAsync()));
        var contents = await scene.ListAsync();
        Assert.Equal((3, 0), (contents.Kept, contents.Gone));
        Assert.Equal(3, contents.LastRun?.Blobs);

        static (long, long) Of(Mirrored done) => (done.Blobs, done.Copied);
    }

    [Fact]
    public async Task Blobs_come_back_as_they_were_in_a_folder_and_in_a_place_of_the_same_kind()
    {
        var blobs = new Dictionary<string, byte[]>
        {
            ["archive/bid_revisions/bid0/2024-05/20261126T010203004Z.csv.gz"] = Encoding.UTF8.GetBytes(new string('a', 300_000)),
            // More than a part of an upload, and than a chunk of the seal, that no compression shortens.
            [Scene.Name(1)] = RandomNumberGenerator.GetBytes(9_000_000),
            [Scene.Name(2)] = [],
            [Scene.Name(3)] = [7],
        };
        foreach (var (name, content) in blobs)
            await scene.PutAsync(name, content);
        Assert.Equal(0, (await scene.RunAsync()).ProblemCount);

        foreach (var place in new[] { scene.NewFolder(), await NewSourceAsync() })
        {
            var restored = await scene.RestoreAsync(place);
            Assert.Equal((4, 0, 0), (restored.Restored, restored.There, restored.ProblemCount));
            Assert.Equal(blobs.Keys, await Scene.NamesAsync(place));
            foreach (var (name, content) in blobs)
                Assert.Equal(content, await Scene.BytesAsync(place, name));
        }
        Assert.Equal((4, 0), await scene.VerifyAsync() is var verified ? (verified.Read, verified.ProblemCount) : default);
    }

    [Fact]
    public async Task What_has_gone_is_kept_for_the_days_and_then_deleted()
    {
        await scene.PutAsync(1, 2, 3);
        await scene.RunAsync();
        await scene.DeleteAsync(2);
        Assert.Equal((1, 0), Of(await scene.RunAsync(day: 1)));
        // Noticed once: a later run does not begin the days anew.
        Assert.Equal((0, 0), Of(await scene.RunAsync(day: 20)));
        Assert.Equal((3, 1), (await scene.ListAsync()) is var before ? (before.Kept, before.Gone) : default);
        Assert.Equal((0, 1), Of(await scene.RunAsync(day: 31.5)));
        Assert.Equal((2, 0), (await scene.ListAsync()) is var after ? (after.Kept, after.Gone) : default);
        Assert.DoesNotContain(await Scene.NamesAsync(scene.Store), name => name.Contains(Scene.Name(2), StringComparison.Ordinal));

        static (long, long) Of(Mirrored done) => (done.Gone, done.Deleted);
    }

    [Fact]
    public async Task What_is_back_loses_its_mark()
    {
        await scene.PutAsync(1, 2, 3);
        await scene.RunAsync();
        await scene.DeleteAsync(2);
        await scene.RunAsync(day: 1);
        await scene.PutAsync(2);
        var back = await scene.RunAsync(day: 2);
        Assert.Equal((1, 0), (back.Back, back.Copied));
        Assert.Equal((0, 0), await scene.RunAsync(day: 40) is var later ? (later.Back, later.Deleted) : default);
        Assert.Equal(3, (await scene.RestoreAsync(scene.NewFolder())).Restored);
    }

    [Fact]
    public async Task A_restore_to_a_second_has_what_was_written_by_then_and_not_missed_by_then()
    {
        await scene.PutAsync(1, 2, 3);
        await scene.RunAsync();
        await scene.DeleteAsync(2);
        await scene.RunAsync(day: 1);
        Assert.Empty(await RestoredAsync(Scene.Now.AddHours(-1)));
        Assert.Equal([1, 2, 3], await RestoredAsync(Scene.Now.AddDays(0.5)));
        Assert.Equal([1, 3], await RestoredAsync(Scene.Now.AddDays(1.5)));
        Assert.Equal([1, 3], await RestoredAsync(null));

        async Task<IEnumerable<int>> RestoredAsync(DateTimeOffset? to)
        {
            var folder = scene.NewFolder();
            await scene.RestoreAsync(folder, to);
            return (await Scene.NamesAsync(folder)).Select(name => int.Parse(name["blobs/".Length..]));
        }
    }

    [Fact]
    public async Task A_restore_brings_what_is_missing_and_leaves_alone_what_is_there()
    {
        await scene.PutAsync(1, 2, 3);
        await scene.RunAsync();
        await scene.DeleteAsync(1);
        await scene.DeleteAsync(3);
        await scene.PutAsync(Scene.Name(2), "of another size, and not the mirror's to change");
        var restored = await scene.RestoreAsync(scene.Source);
        Assert.Equal((2, 1, 1), (restored.Restored, restored.There, restored.ProblemCount));
        Assert.Contains("left as it is", Assert.Single(restored.Problems), StringComparison.Ordinal);
        Assert.Equal(Scene.Text(3), Encoding.UTF8.GetString(await Scene.BytesAsync(scene.Source, Scene.Name(3))));
    }

    [Fact]
    public async Task Nothing_is_marked_while_the_source_lists_nothing()
    {
        await scene.PutAsync(1, 2);
        await scene.RunAsync();
        var failure = await Assert.ThrowsAsync<BackupFailure>(() => scene.RunAsync(day: 40, from: scene.NewFolder()));
        Assert.Contains("Nothing was marked", failure.Message, StringComparison.Ordinal);
        Assert.Equal((2, 0), await scene.ListAsync() is var contents ? (contents.Kept, contents.Gone) : default);
        Assert.Equal(2, (await scene.RunAsync(day: 40, from: scene.NewFolder(), goneLimit: 100)).Gone);
    }

    [Fact]
    public async Task Nothing_is_marked_while_the_source_is_not_listed_to_its_end()
    {
        await scene.PutAsync(1, 2, 3, 4);
        await scene.RunAsync();
        await scene.DeleteAsync(1);
        await Assert.ThrowsAsync<BackupFailure>(() => scene.RunAsync(day: 1, from: new PlaceThatFails(scene.Source) { Listing = files => PlaceThatFails.BreakOff(files, 2) }));
        Assert.Equal(0, (await scene.ListAsync()).Gone);
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_gone_on_with()
    {
        await scene.PutAsync([.. Enumerable.Range(1, 30)]);
        using var stop = new CancellationTokenSource();
        var opened = 0;
        var stopping = new PlaceThatFails(scene.Source)
        {
            Opening = () => Interlocked.Increment(ref opened) is 20 ? stop.CancelAsync() : Task.CompletedTask,
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.RunAsync(from: stopping, cancel: stop.Token));
        var before = await scene.ListAsync();
        Assert.InRange(before.Kept, 1, 29);
        Assert.Null(before.LastRun);

        Assert.Equal(30 - before.Kept, (await scene.RunAsync()).Copied);
        Assert.Equal((30, 0), await scene.VerifyAsync() is var verified ? (verified.Read, verified.ProblemCount) : default);
    }

    [Fact]
    public async Task What_was_tampered_with_is_found_and_nothing_else()
    {
        await scene.PutAsync(1, 2, 3, 4);
        await scene.RunAsync();
        await scene.TamperAsync(Scene.Name(2), bytes => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        var other = await Scene.BytesAsync(scene.Store, (await Scene.NamesAsync(scene.Store, "blobs/kept/"))[0]);
        await scene.TamperAsync(Scene.Name(3), _ => other);
        var verified = await scene.VerifyAsync();
        Assert.Equal((4, 2), (verified.Read, verified.ProblemCount));
        Assert.Collection(verified.Problems.Order(StringComparer.Ordinal), one => Assert.Contains(Scene.Name(2), one), one => Assert.Contains(Scene.Name(3), one));

        var folder = scene.NewFolder();
        Assert.Equal((2, 2), await scene.RestoreAsync(folder) is var restored ? (restored.Restored, restored.ProblemCount) : default);
        Assert.Equal([Scene.Name(1), Scene.Name(4)], await Scene.NamesAsync(folder));
    }

    [Fact]
    public async Task Nothing_opens_with_another_key()
    {
        await scene.PutAsync(1, 2);
        await scene.RunAsync();
        var stranger = new SealedFiles(scene.Store, BackupKey.Create(Path.Combine(Root, "other", "key")));
        var folder = scene.NewFolder();
        foreach (var attempt in new Func<Task>[]
        {
            () => new MirrorRun(stranger, scene.Source, TimeProvider.System).RunAsync(30, 50, _ => { }, Cancel),
            () => new MirrorVerification(stranger, TimeProvider.System).RunAsync(100, _ => { }, Cancel),
            () => new MirrorRestoration(stranger).RunAsync(null, folder, _ => { }, Cancel),
            () => MirrorContents.OfAsync(stranger, Cancel),
        })
            Assert.Contains("sealed by another key", (await Assert.ThrowsAsync<BackupFailure>(attempt)).Message, StringComparison.Ordinal);
        Assert.Empty(await Scene.NamesAsync(folder));
        // Nor a blob by itself, which is what the others never came to.
        var blob = await new Mirror(scene.Files).KeptAsync(Cancel).FirstAsync(Cancel);
        await Assert.ThrowsAsync<BackupFailure>(() => new Mirror(stranger).ReadAsync(blob, Stream.Null, Cancel));
    }

    [Fact]
    public async Task A_blob_that_was_changed_is_told_and_kept_as_it_was_first()
    {
        await scene.PutAsync(1, 2);
        await scene.RunAsync();
        await scene.PutAsync(Scene.Name(1), "somebody's demand for a ransom");
        var run = await scene.RunAsync(day: 40);
        Assert.Contains($"{Scene.Name(1)} was changed", Assert.Single(run.Problems), StringComparison.Ordinal);
        var folder = scene.NewFolder();
        await scene.RestoreAsync(folder);
        Assert.Equal(Scene.Text(1), Encoding.UTF8.GetString(await Scene.BytesAsync(folder, Scene.Name(1))));
    }
}
