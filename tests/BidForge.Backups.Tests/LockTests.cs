using BidForge.Backups.Places;

namespace BidForge.Backups.Tests;

public sealed class LockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bidforge-lock-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_second_writer_waits_for_the_first()
    {
        var first = await new FolderPlace(folder).LockAsync("lock", Cancel);
        var second = new FolderPlace(folder).LockAsync("lock", Cancel);
        await Task.Delay(300, Cancel);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(Eventually.Patience, Cancel)).Dispose();
    }

    [Fact]
    public async Task A_place_where_nothing_can_be_locked_is_not_waited_for() =>
        await Assert.ThrowsAnyAsync<IOException>(() => new FolderPlace(folder).LockAsync(new string('x', 300), Cancel).WaitAsync(Eventually.Patience, Cancel));
}
