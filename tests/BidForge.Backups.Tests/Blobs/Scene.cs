using System.Text;
using BidForge.Backups.Blobs;
using BidForge.Backups.Places;
using BidForge.Backups.Sealing;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Tests.Blobs;

/// <summary>A place with blobs, and a place for their mirror, both new.</summary>
internal sealed class Scene(IPlace source, IPlace store, string root) : IDisposable
{
    public static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly BackupKey key = BackupKey.Create(Path.Combine(root, "keys", "key"));

    public IPlace Source => source;

    public IPlace Store => store;

    public SealedFiles Files => new(store, key);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Text(int number) => $"the content of {number}";

    /// <summary>As the file service names blobs in a bucket.</summary>
    public static string Name(int number) => $"blobs/{number:D32}";

    public Task PutAsync(string name, string content) => PutAsync(name, Encoding.UTF8.GetBytes(content));

    public Task PutAsync(string name, byte[] content) => source.PutAsync(name, stream => stream.WriteAsync(content, Cancel).AsTask(), null, Cancel);

    public async Task PutAsync(params int[] numbers)
    {
        foreach (var number in numbers)
            await PutAsync(Name(number), Text(number));
    }

    public Task DeleteAsync(int number) => source.DeleteAsync(Name(number), Cancel);

    /// <summary>A run at so many days from now, on the source or on what stands before it.</summary>
    public Task<Mirrored> RunAsync(double day = 0, IPlace? from = null, int goneLimit = 50, CancellationToken? cancel = null) =>
        new MirrorRun(Files, from ?? source, new Fixed(Now.AddDays(day))).RunAsync(30, goneLimit, _ => { }, cancel ?? Cancel);

    public Task<VerifiedBlobs> VerifyAsync(double percent = 100) => new MirrorVerification(Files, TimeProvider.System).RunAsync(percent, _ => { }, Cancel);

    public Task<RestoredBlobs> RestoreAsync(IPlace into, DateTimeOffset? to = null) => new MirrorRestoration(Files).RunAsync(to, into, _ => { }, Cancel);

    public Task<MirrorContents> ListAsync() => MirrorContents.OfAsync(Files, Cancel);

    public FolderPlace NewFolder() => new(Path.Combine(root, Guid.NewGuid().ToString("N")));

    public static async Task<List<string>> NamesAsync(IPlace place, string below = "") => await place.ListAsync(below, Cancel).Select(file => file.Name).ToListAsync(Cancel);

    public static async Task<byte[]> BytesAsync(IPlace place, string name)
    {
        await using var stream = await place.OpenAsync(name, Cancel);
        using var copy = new MemoryStream();
        await Assert.IsAssignableFrom<Stream>(stream).CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    /// <summary>Changes what lies in the mirror, as somebody without the key can.</summary>
    public async Task TamperAsync(string name, Func<byte[], byte[]> change)
    {
        var file = Assert.Single(await NamesAsync(store, "blobs/kept/"), file => file.Contains(name, StringComparison.Ordinal));
        var changed = change(await BytesAsync(store, file));
        await store.PutAsync(file, stream => stream.WriteAsync(changed, Cancel).AsTask(), null, Cancel);
    }

    public void Dispose()
    {
        (source as IDisposable)?.Dispose();
        (store as IDisposable)?.Dispose();
        Directory.Delete(root, recursive: true);
    }
}
