using System.Runtime.CompilerServices;

namespace BidForge.Backups.Blobs;

/// <summary>Names put aside in a temporary file until it is clear that they may be used. The file is gone with this.</summary>
internal sealed class NameList : IDisposable
{
    private readonly FileStream file = new(
        Path.Combine(Path.GetTempPath(), $"bidforge-names-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    private readonly StreamWriter writer;

    public NameList() => writer = new StreamWriter(file);

    public long Count { get; private set; }

    public void Add(string name)
    {
        writer.WriteLine(name);
        Count++;
    }

    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await writer.FlushAsync(cancellationToken);
        file.Position = 0;
        using var reader = new StreamReader(file, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } name)
            yield return name;
    }

    public void Dispose()
    {
        writer.Dispose();
        file.Dispose();
    }
}
